package dev.swarmlog.simulator;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.discovery.AgentListener;
import dev.swarmlog.agent.host.StolenTime;
import dev.swarmlog.agent.messages.MessageClient;
import dev.swarmlog.simulator.core.Scenario;
import dev.swarmlog.simulator.core.Sightings;
import dev.swarmlog.simulator.core.faults.Strike;
import dev.swarmlog.simulator.core.ledger.Ledger;
import dev.swarmlog.v1.AgentState;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A swarm and its customers in one process: agents that join, work, fall ill and leave like any others, and messages that
 * are accounted for one by one. In this order: {@link #join} until all have joined, {@link #areServing}, {@link #begin},
 * {@link #isThrough}, {@link #finish}. For one thread, but for {@link #marks}.
 */
public final class Simulation implements AutoCloseable {
    private static final int BUSIEST = 20;
    private static final long POLL_MS = 10;

    /** What an answer may take beyond its message's deadline. */
    private static final long GRACE_MS = 10_000;

    private final Scenario scenario;
    private final Crew.Context context;
    private final Latencies latencies = new Latencies();
    private final Latencies eachSecond = new Latencies();
    private final FaultMarks marks;
    private final Crew crew;
    private final Watch watch;
    private final Backlog backlog;
    private final Customers customers;
    private final MessageClient client;
    private final Rehearsal rehearsal;
    private final AtomicLong openBeforeNanos = new AtomicLong(Long.MAX_VALUE);
    private @Nullable Chronicle chronicle;
    private long startedAtMs;
    private long submittedForMs;
    private boolean interrupted;

    private Simulation(ClusterConfig cluster, Scenario scenario, AgentListener listener) {
        this.scenario = scenario;
        this.context = new Crew.Context(
                RunIds.of(System.currentTimeMillis()), new Questions(scenario), new Ledger(), new Sightings());
        this.marks = new FaultMarks(context.ledger()::platformWasHit);
        List<AutoCloseable> opened = new ArrayList<>();
        try {
            this.client = MessageClient.connect(cluster);
            opened.add(client);
            this.crew = new Crew(cluster, scenario, context);
            opened.add(crew);
            this.watch = new Watch(cluster, scenario, context, crew::numberOf, listener);
            opened.add(watch);
            this.backlog = new Backlog(cluster);
            opened.add(backlog);
            this.customers = new Customers(
                    cluster, scenario, context, new Customers.Measures(latencies, eachSecond), crew::numberOf);
        } catch (RuntimeException e) {
            opened.reversed().forEach(each -> quietly(each, e));
            throw e;
        }
        this.rehearsal = new Rehearsal(scenario, client);
    }

    /**
     * Connects; nobody has joined yet.
     *
     * @param listener hears of all agents' statuses, on a thread of the simulation
     */
    public static Simulation connect(ClusterConfig cluster, Scenario scenario, AgentListener listener) {
        return new Simulation(cluster, scenario, listener);
    }

    private static void quietly(AutoCloseable opened, Exception why) {
        try {
            opened.close();
        } catch (Exception e) {
            why.addSuppressed(e);
        }
    }

    /** Lets the next so many agents join; how many there are now. */
    public int join(int more) {
        return crew.join(more);
    }

    /** Our agents by the states that the registry gave them. */
    public Map<AgentState, Integer> agents() {
        return watch.counts();
    }

    /** Whether messages of each kind already find their agents; until then, ask again. */
    public boolean areServing() {
        return rehearsal.isOver();
    }

    /** Messages flow from now on, and things go wrong when they are to. */
    public void begin() {
        startedAtMs = System.currentTimeMillis();
        customers.start();
        crew.begin();
        chronicle = new Chronicle(
                () -> new Chronicle.Sample(
                        context.ledger().totals(), watch.counts(), crew.troubled(), backlog.latest()),
                eachSecond);
    }

    /** Whether all messages were submitted. */
    public boolean isThrough() {
        return customers.areThrough();
    }

    /** How it stands; the latencies called recent are those since the call before. */
    public Snapshot snapshot() {
        Latencies.Figures recent = latencies.recent();
        return new Snapshot(
                context.ledger().totals(),
                recent,
                latencies.whole(),
                crew.busiest(BUSIEST),
                crew.troubled(),
                backlog.latest());
    }

    /** Where to say what is done to the platform meanwhile. */
    public FaultMarks marks() {
        return marks;
    }

    /**
     * Submits nothing more, lets everybody recover, and waits for the replies to what was submitted: until the last of them
     * is overdue, but not longer than this.
     */
    public void finish(Duration atMost) throws InterruptedException {
        interrupted = !customers.areThrough();
        customers.stop();
        if (startedAtMs == 0) {
            return;
        }
        submittedForMs = customers.sinceStartNanos() / 1_000_000;
        crew.recover();
        long patienceMs = Math.min(scenario.load().timeoutMs() + GRACE_MS, atMost.toMillis());
        long giveUpAt = System.nanoTime() + patienceMs * 1_000_000;
        while (context.ledger().totals().open() > 0 && System.nanoTime() < giveUpAt) {
            Thread.sleep(POLL_MS);
        }
        // What is not answered is lost; but who was not let wait cannot say so of what is still in time.
        long inTimeNanos = (scenario.load().timeoutMs() + GRACE_MS) * 1_000_000;
        openBeforeNanos.set(customers.sinceStartNanos() - inTimeNanos);
        if (chronicle != null) {
            chronicle.close();
        }
    }

    /** What has come of it. */
    public Report report() {
        latencies.recent();
        long[] lost = {0};
        context.ledger().openSince(lostBeforeNanos(), number -> lost[0]++);
        return new Report(
                scenario,
                startedAtMs,
                submittedForMs,
                interrupted,
                context.ledger().totals(),
                lost[0],
                latencies.whole(),
                seconds(),
                faults(),
                notes());
    }

    /** The evidence: how the books stand, and each thing that is wrong. */
    public void audit(Appendable out) throws IOException {
        new Audit(report(), context, crew).write(lostBeforeNanos(), out);
    }

    private long lostBeforeNanos() {
        return interrupted ? openBeforeNanos.get() : Long.MAX_VALUE;
    }

    private List<Report.Fault> faults() {
        List<Report.Fault> faults = new ArrayList<>(marks.since(startedAtMs));
        for (Strike strike : crew.strikes()) {
            if (strike.fromMs() <= submittedForMs) {
                faults.add(new Report.Fault(
                        strike.fromMs(),
                        Math.min(strike.untilMs(), submittedForMs),
                        strike.fault().kind().word(),
                        strike.who(),
                        strike.agents().size(),
                        context.sightings().of(strike)));
            }
        }
        faults.sort(Comparator.comparingLong(Report.Fault::atMs));
        return faults;
    }

    private List<Report.Second> seconds() {
        return chronicle == null ? List.of() : chronicle.seconds();
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        long open = context.ledger().totals().open();
        if (interrupted) {
            notes.add("it was ended before its time" + (open > 0 ? ", with " + open + " messages on their way" : ""));
        }
        if (crew.standstillMs() > 0) {
            notes.add("the simulator itself stood still for " + crew.standstillMs()
                    + " ms in all, which the platform may have taken for agents' silence");
        }
        DoubleSummaryStatistics stolen =
                seconds().stream().mapToDouble(Report.Second::stolen).summaryStatistics();
        if (stolen.getAverage() >= StolenTime.WORTH_TELLING) {
            notes.add(Math.round(100 * stolen.getAverage())
                    + " % of this machine's processors went to others meanwhile, " + Math.round(100 * stolen.getMax())
                    + " % in the worst second: it can do better than these figures");
        }
        long unread = crew.undecodable() + customers.undecodable() + watch.undecodable();
        if (unread > 0) {
            notes.add(unread + " records could not be read");
        }
        if (crew.unwritten() > 0) {
            notes.add(crew.unwritten() + " words of agents could not be written");
        }
        return notes;
    }

    @Override
    public void close() {
        customers.close();
        crew.close();
        watch.close();
        backlog.close();
        client.close();
        if (chronicle != null) {
            chronicle.close();
        }
    }
}
