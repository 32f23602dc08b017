package dev.swarmlog.coordinator.core.colony;

import dev.swarmlog.coordinator.core.forage.Hunt;
import dev.swarmlog.coordinator.core.search.Batches;
import dev.swarmlog.coordinator.core.search.Optimization;
import dev.swarmlog.coordinator.core.swarm.Behaviour;
import dev.swarmlog.coordinator.core.swarm.Chance;
import dev.swarmlog.coordinator.core.swarm.Convergence;
import dev.swarmlog.coordinator.core.swarm.Convergence.Watch;
import dev.swarmlog.coordinator.core.swarm.StateReader;
import dev.swarmlog.coordinator.core.swarm.StateWriter;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Mutable, for one thread: a swarm, and how far it is. */
public final class Colony {
    private final SwarmDefinition definition;
    private final long seed;
    private Behaviour behaviour;
    private Watch watch;
    private final Curve curve;
    private @Nullable Batches batches;
    private @Nullable Purse purse;
    private int restarts;
    private long stepsBefore;
    private @Nullable Ending ending;

    private Colony(SwarmDefinition definition, long seed, Behaviour behaviour, Watch watch, Curve curve) {
        this.definition = definition;
        this.seed = seed;
        this.behaviour = behaviour;
        this.watch = watch;
        this.curve = curve;
        batches = batches();
        purse = reserve() == null ? null : new Purse();
    }

    /** Null where nobody is asked. */
    private @Nullable Batches batches() {
        return definition.task() instanceof Task.Swarming task
                        && task.evaluation() instanceof Task.Outside outside
                        && behaviour instanceof Optimization search
                ? new Batches(outside.rule(), search)
                : null;
    }

    /** Begins, by this seed whatever the definition's is. */
    public static Colony begin(SwarmDefinition definition, long seed) {
        return new Colony(
                definition,
                seed,
                Behaviours.begin(definition, Chance.of(seed, 0)),
                new Watch(definition.convergence()),
                new Curve());
    }

    /** Whether it goes on by what others answer, and not by steps. */
    public boolean isRemote() {
        return batches != null || behaviour instanceof Hunt;
    }

    /** What is asked of a budget before each errand; null where none is. */
    public @Nullable Reserve reserve() {
        return switch (definition.task()) {
            case Task.Hunting hunting -> hunting.kind().reserve();
            case Task.Swarming swarming
            when swarming.evaluation() instanceof Task.Outside outside ->
                outside.kind().reserve();
            default -> null;
        };
    }

    /** Null where no budget is asked. */
    public @Nullable Purse purse() {
        return purse;
    }

    /** How many errands could begin now. */
    public int startable(long nowMs) {
        if (ending != null) {
            return 0;
        }
        return batches != null ? batches.open(nowMs) : behaviour instanceof Hunt hunt ? hunt.startable(nowMs) : 0;
    }

    /** What others are to evaluate now: so many batches at most. */
    public List<Batches.Order> orders(int most, long nowMs) {
        Batches asked = batches;
        if (asked == null || ending != null) {
            return List.of();
        }
        long before = generation();
        List<Batches.Order> due = asked.due(most, nowMs);
        turned(before);
        return ending != null || asked != batches ? List.of() : due;
    }

    /** What others say that a batch is worth; false where it changes nothing. */
    public boolean told(int run, long generation, int batch, double[] values) {
        Batches asked = batches;
        if (asked == null || ending != null || run != restarts) {
            return false;
        }
        long before = generation();
        boolean counts = asked.told(generation, batch, values);
        turned(before);
        return counts;
    }

    /** An attempt at a batch failed. */
    public void failed(int run, long generation, int batch, int attempt) {
        if (batches != null && run == restarts) {
            batches.failed(generation, batch, attempt);
        }
    }

    private long generation() {
        return behaviour instanceof Optimization search ? search.generation() : 0;
    }

    /** Each generation that ended is a step. */
    private void turned(long before) {
        for (long turned = generation() - before; turned > 0 && ending == null; turned--) {
            stepped();
        }
    }

    /** A load of its hunt came back. */
    public void cameBack() {
        if (ending == null) {
            stepped();
        }
    }

    /** One step of every particle, and what is to be said of it. */
    public void step() {
        if (ending == null && !isRemote()) {
            behaviour.step();
            stepped();
        }
    }

    private void stepped() {
        Convergence.Verdict verdict = watch.stepped(behaviour);
        curve.add(steps() - 1, behaviour.measure(), behaviour.diversity());
        switch (verdict) {
            case Convergence.GoesOn goesOn -> {}
            case Convergence.Converged(var reason, var detail) ->
                ending = new Ending(Ending.How.CONVERGED, reason.name(), detail);
            case Convergence.Exhausted(var detail) -> fallBack(detail);
        }
    }

    private void fallBack(String detail) {
        Fallback fallback = definition.fallback();
        if (fallback.kind() == Fallback.Kind.RESTART && restarts < fallback.restarts()) {
            restarts++;
            stepsBefore += watch.steps();
            behaviour = Behaviours.begin(definition, Chance.of(seed, restarts));
            watch = new Watch(definition.convergence());
            batches = batches();
            return;
        }
        boolean fails = fallback.kind() == Fallback.Kind.FAIL;
        ending = new Ending(fails ? Ending.How.FAILED : Ending.How.EXHAUSTED, "STEPS", detail);
    }

    /** Ends it where it is; nothing where it has ended. */
    public void stop(String why) {
        if (ending == null) {
            ending = new Ending(Ending.How.STOPPED, "STOPPED", why);
        }
    }

    /** Ends it, for it may begin nothing any more. */
    public void overBudget(String why) {
        if (ending == null) {
            ending = new Ending(Ending.How.STOPPED, "OVER_BUDGET", why);
        }
    }

    /** Ends it, for nothing can be made of it any more. */
    public void fail(String why) {
        if (ending == null) {
            ending = new Ending(Ending.How.FAILED, "BROKEN", why);
        }
    }

    public SwarmDefinition definition() {
        return definition;
    }

    public long seed() {
        return seed;
    }

    public Behaviour behaviour() {
        return behaviour;
    }

    /** Over all restarts. */
    public long steps() {
        return stepsBefore + watch.steps();
    }

    /** The best measure since it last began. */
    public double best() {
        return watch.best();
    }

    public int restarts() {
        return restarts;
    }

    public Curve curve() {
        return curve;
    }

    /** Null while it goes on. */
    public @Nullable Ending ending() {
        return ending;
    }

    /** All of it but the definition. */
    public byte[] state() {
        StateWriter to = new StateWriter();
        to.large(seed).whole(restarts).large(stepsBefore);
        Ending ended = ending;
        to.truth(ended != null);
        if (ended != null) {
            to.whole(ended.how().code()).text(ended.reason()).text(ended.detail());
        }
        watch.write(to);
        curve.write(to);
        behaviour.write(to);
        if (batches != null) {
            batches.write(to);
        }
        if (purse != null) {
            purse.write(to);
        }
        return to.written();
    }

    public static Colony read(SwarmDefinition definition, ByteBuffer state) {
        StateReader from = new StateReader(state);
        long seed = from.large();
        int restarts = from.whole();
        long stepsBefore = from.large();
        Ending ending = from.truth() ? new Ending(Ending.How.of(from.whole()), from.text(), from.text()) : null;
        Watch watch = Watch.read(definition.convergence(), from);
        Curve curve = Curve.read(from);
        Colony colony = new Colony(definition, seed, Behaviours.read(definition, from), watch, curve);
        colony.restarts = restarts;
        colony.stepsBefore = stepsBefore;
        colony.ending = ending;
        if (colony.batches != null
                && definition.task() instanceof Task.Swarming task
                && task.evaluation() instanceof Task.Outside outside
                && colony.behaviour instanceof Optimization search) {
            colony.batches = Batches.read(outside.rule(), search, from);
        }
        if (colony.purse != null) {
            colony.purse = Purse.read(from);
        }
        if (!from.atEnd()) {
            throw new IllegalStateException("there is more than the state of a swarm");
        }
        return colony;
    }
}
