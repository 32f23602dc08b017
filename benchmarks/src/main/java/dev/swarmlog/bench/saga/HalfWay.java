package dev.swarmlog.bench.saga;

import dev.swarmlog.saga.checkpoint.Checkpoint;
import dev.swarmlog.saga.checkpoint.CheckpointCodec;
import dev.swarmlog.saga.checkpoint.DamagedCheckpoint;
import dev.swarmlog.saga.core.Decision;
import dev.swarmlog.saga.core.SagaLimits;
import dev.swarmlog.saga.core.Trigger;
import dev.swarmlog.saga.core.definition.Json;
import dev.swarmlog.saga.core.fact.Parent;
import dev.swarmlog.saga.core.fact.Place;
import dev.swarmlog.saga.core.fact.Requester;
import dev.swarmlog.saga.core.fact.Spent;
import dev.swarmlog.saga.core.machine.SagaMachine;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A saga of three steps, of which the third is under way. */
public final class HalfWay {
    private static final long NOW_MS = 1_800_000_000_000L;
    private static final String ID = "m-0000000001";

    private final SagaMachine machine = new SagaMachine(Kind.STRICT.read(), SagaLimits.DEFAULT);
    private final Json input = new Json(Starter.INPUT);
    private final Decision begun = machine.decide(ID, null, start(input), NOW_MS, () -> 0);
    private final Decision first = machine.decide(ID, begun.next(), done(0), NOW_MS, () -> 0);
    private final Trigger second = done(1);
    private final Checkpoint checkpoint =
            new Checkpoint(Objects.requireNonNull(stepDone().next()), new byte[32], "", List.of(), NOW_MS, 0);

    /** Its second step is done: the third begins. */
    public Decision stepDone() {
        return machine.decide(ID, first.next(), second, NOW_MS, () -> 0);
    }

    public byte[] written() {
        return CheckpointCodec.write(checkpoint);
    }

    public Checkpoint read(byte[] written) throws DamagedCheckpoint {
        return CheckpointCodec.read(ID, written);
    }

    Checkpoint checkpoint() {
        return checkpoint;
    }

    private static Trigger start(Json input) {
        return new Trigger.Start(input, Map.of(), 0, new Requester("swarmlog.replies", 0, ID), Parent.NONE);
    }

    private Trigger done(int step) {
        return new Trigger.Succeeded(new Place(step, -1), false, 1, input, new Spent("bench-agent-000001", 0, 0, 0));
    }
}
