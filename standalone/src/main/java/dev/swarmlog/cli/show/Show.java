package dev.swarmlog.cli.show;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.discovery.AgentDirectory;
import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.cli.view.Sparkline;
import dev.swarmlog.simulator.Simulation;
import dev.swarmlog.simulator.Snapshot;
import dev.swarmlog.simulator.core.Plan;
import dev.swarmlog.v1.AgentState;
import java.io.PrintWriter;
import java.time.Duration;

/**
 * A simulation from the first agent's joining to the last reply, looked at all along. It takes as long as it was given, or
 * until it is interrupted; either way it waits for the replies that are still to come.
 */
public final class Show {
    private static final String DONE = "done";
    private static final int SUMMARY_LINES = 6;
    private static final int BARS = 400;
    private static final Duration JOINING = Duration.ofSeconds(2);
    private static final Duration STEP = Duration.ofMillis(100);
    private static final Duration GATHERING_MAX = Duration.ofSeconds(60);
    private static final Duration LAST_REPLIES_MAX = Duration.ofSeconds(15);

    private final Plan plan;
    private final Duration length;
    private final Interruption interruption;
    private final Stage stage;
    private final Journal journal = new Journal();
    private final Sparkline replies = new Sparkline(BARS);
    private final long startNanos = System.nanoTime();
    private Snapshot before = Snapshot.nothing();
    private long beforeNanos = startNanos;

    private Show(Plan plan, Duration length, Audience audience) {
        this.plan = plan;
        this.length = length;
        this.stage = audience.stage();
        this.interruption = audience.interruption();
    }

    /** Who looks on, and who may end it. */
    public record Audience(PrintWriter out, Interest interest, Interruption interruption) {
        /** What the audience wants to see. */
        public enum Interest {
            PICTURES_OR_LINES,
            NOTHING
        }

        private Stage stage() {
            if (interest == Interest.NOTHING) {
                return Stage.empty();
            }
            return Terminal.isThere() ? new Stage.Picture(out, Audience::frame) : new Stage.Lines(out);
        }

        private static Frame frame() {
            Terminal.Size size = Terminal.size();
            // The cursor's line must not make the terminal scroll, and the summary shall stand below the last picture.
            return new Frame(
                    size.columns(), size.rows() - SUMMARY_LINES, Terminal.wantsColours(), Terminal.showsUnicode());
        }
    }

    /** Runs the whole simulation, submitting messages for the given time. */
    public static Summary run(ClusterConfig cluster, Plan plan, Duration length, Audience audience)
            throws InterruptedException {
        Show show = new Show(plan, length, audience);
        try (AgentDirectory directory = AgentDirectory.open(cluster);
                Simulation simulation = Simulation.connect(cluster, plan)) {
            directory.listen(show.journal);
            try {
                return show.play(simulation);
            } finally {
                show.stage.end();
            }
        }
    }

    private Summary play(Simulation simulation) throws InterruptedException {
        gather(simulation);
        long beganNanos = System.nanoTime();
        if (!interruption.hasCome()) {
            journal.note("messages begin to flow");
            simulation.begin();
            watch(simulation, "at work", length);
        }
        double seconds = (System.nanoTime() - beganNanos) / 1e9;
        simulation.finish(LAST_REPLIES_MAX);
        journal.note("the last reply is here");
        look(simulation, DONE);
        return new Summary(plan.agents(), seconds, simulation.snapshot());
    }

    /** Agents join little by little, as they would; messages wait until the platform knows all of them. */
    private void gather(Simulation simulation) throws InterruptedException {
        int steps = (int) (JOINING.toMillis() / STEP.toMillis());
        int eachStep = Math.max(1, Math.ceilDiv(plan.agents(), steps));
        long giveUpAt = System.nanoTime() + GATHERING_MAX.toNanos();
        while (!areReady(simulation) && !interruption.hasCome()) {
            if (System.nanoTime() > giveUpAt) {
                throw Failure.because("only " + journal.count(AgentState.HEALTHY) + " of " + plan.agents()
                        + " agents were healthy, or no agent answered, within " + GATHERING_MAX.toSeconds() + " s");
            }
            simulation.join(eachStep);
            watch(simulation, "agents are joining", STEP);
        }
    }

    private boolean areReady(Simulation simulation) {
        return journal.count(AgentState.HEALTHY) >= plan.agents() && simulation.areServing();
    }

    private void watch(Simulation simulation, String act, Duration time) throws InterruptedException {
        long endNanos = System.nanoTime() + time.toNanos();
        while (true) {
            long now = System.nanoTime();
            long nextNanos = beforeNanos + stage.rhythm().toNanos();
            if (now >= nextNanos) {
                look(simulation, act);
            } else if (now >= endNanos
                    || interruption.comesWithin(Duration.ofNanos(Math.min(nextNanos, endNanos) - now))) {
                return;
            }
        }
    }

    private void look(Simulation simulation, String act) {
        Snapshot now = simulation.snapshot();
        long nowNanos = System.nanoTime();
        double passed = Math.max(1e-3, (nowNanos - beforeNanos) / 1e9);
        Scene.Pace pace = new Scene.Pace(
                (now.totals().accepted() - before.totals().accepted()) / passed,
                (now.totals().replied() - before.totals().replied()) / passed);
        if (now.totals().replied() > 0) {
            replies.add(pace.repliedPerSecond());
        }
        stage.show(
                new Scene(
                        new Scene.Act(act, Duration.ofNanos(nowNanos - startNanos), act.equals(DONE)),
                        journal.counts(),
                        plan.agents(),
                        now,
                        pace,
                        journal.latest()),
                replies);
        before = now;
        beforeNanos = nowNanos;
    }
}
