package dev.swarmlog.cli.show;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.cli.view.Sparkline;
import dev.swarmlog.simulator.FaultMarks;
import dev.swarmlog.simulator.Report;
import dev.swarmlog.simulator.Simulation;
import dev.swarmlog.simulator.Snapshot;
import dev.swarmlog.simulator.core.Scenario;
import dev.swarmlog.v1.AgentState;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A simulation from the first agent's joining to the last reply, looked at all along. It takes as long as its scenario says,
 * or until it is interrupted; either way it waits for the replies that are still to come.
 */
public final class Show {
    private static final String DONE = "done";
    private static final int SUMMARY_LINES = 6;
    private static final int BARS = 400;
    private static final Duration JOINING = Duration.ofSeconds(2);
    private static final Duration STEP = Duration.ofMillis(100);
    private static final Duration GATHERING_MAX = Duration.ofSeconds(90);
    private static final Duration LAST_REPLIES_MAX = Duration.ofMinutes(10);

    /** Whoever pressed Ctrl-C does not want to wait for the last deadline. */
    private static final Duration IMPATIENCE = Duration.ofSeconds(15);

    private final Scenario scenario;
    private final Interruption interruption;
    private final Stage stage;
    private final Journal journal = new Journal();
    private final Sparkline replies = new Sparkline(BARS);
    private final long startNanos = System.nanoTime();
    private Snapshot before = Snapshot.nothing();
    private long beforeNanos = startNanos;

    private Show(Scenario scenario, Audience audience) {
        this.scenario = scenario;
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

    /** What came of it, and the evidence. */
    public record Outcome(Report report, String evidence) {}

    /** Runs the whole simulation. */
    public static Outcome run(ClusterConfig cluster, Scenario scenario, Audience audience) throws InterruptedException {
        return run(cluster, scenario, audience, marks -> {});
    }

    /** With somebody who does more to the platform meanwhile; called when the first message is due, and not waited for. */
    public static Outcome run(
            ClusterConfig cluster, Scenario scenario, Audience audience, Consumer<FaultMarks> accomplice)
            throws InterruptedException {
        Show show = new Show(scenario, audience);
        try (Simulation simulation = Simulation.connect(cluster, scenario, show.journal)) {
            return show.play(simulation, accomplice);
        } finally {
            show.stage.end();
        }
    }

    private Outcome play(Simulation simulation, Consumer<FaultMarks> accomplice) throws InterruptedException {
        gather(simulation);
        if (!interruption.hasCome()) {
            journal.note("messages begin to flow");
            simulation.begin();
            accomplice.accept(simulation.marks());
            while (!simulation.isThrough() && !interruption.hasCome()) {
                watch(simulation, "at work", STEP);
            }
        }
        simulation.finish(interruption.hasCome() ? IMPATIENCE : LAST_REPLIES_MAX);
        journal.note("the last reply is here");
        look(simulation, DONE);
        StringBuilder evidence = new StringBuilder();
        try {
            simulation.audit(evidence);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Outcome(simulation.report(), evidence.toString());
    }

    /** Agents join little by little, as they would; messages wait until the platform knows all of them. */
    private void gather(Simulation simulation) throws InterruptedException {
        int steps = (int) (JOINING.toMillis() / STEP.toMillis());
        int eachStep = Math.max(1, Math.ceilDiv(scenario.agents(), steps));
        long giveUpAt = System.nanoTime() + GATHERING_MAX.toNanos();
        while (!areReady(simulation) && !interruption.hasCome()) {
            if (System.nanoTime() > giveUpAt) {
                throw Failure.because("only " + healthy(simulation) + " of " + scenario.agents()
                        + " agents were healthy, or no agent answered, within " + GATHERING_MAX.toSeconds() + " s");
            }
            simulation.join(eachStep);
            watch(simulation, "agents are joining", STEP);
        }
    }

    private boolean areReady(Simulation simulation) {
        return healthy(simulation) >= scenario.agents() && simulation.areServing();
    }

    private static int healthy(Simulation simulation) {
        return simulation.agents().getOrDefault(AgentState.HEALTHY, 0);
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
        Map<AgentState, Integer> agents = simulation.agents();
        stage.show(
                new Scene(
                        new Scene.Act(act, Duration.ofNanos(nowNanos - startNanos), act.equals(DONE)),
                        agents,
                        scenario.agents(),
                        now,
                        pace,
                        journal.latest()),
                replies);
        before = now;
        beforeNanos = nowNanos;
    }
}
