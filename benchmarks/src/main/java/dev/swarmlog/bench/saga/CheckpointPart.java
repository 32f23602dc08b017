package dev.swarmlog.bench.saga;

import dev.swarmlog.bench.Findings;
import dev.swarmlog.bench.Ground;
import dev.swarmlog.bench.Part;
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

/** What it costs to write the one record of a saga and to read it again, each with the hash over its bytes. */
final class CheckpointPart implements Part {
    private static final int WARM_UP = 300_000;
    private static final int MEASURED = 300_000;
    private static final long NOW_MS = 1_800_000_000_000L;

    @Override
    public String name() {
        return "checkpoint";
    }

    @Override
    public void measure(Ground ground, Findings findings) {
        Checkpoint checkpoint = checkpoint();
        savedAndLoaded(checkpoint, WARM_UP);
        long nanos = System.nanoTime();
        int bytes = savedAndLoaded(checkpoint, MEASURED);
        findings.figure("checkpoint_us", (System.nanoTime() - nanos) / 1e3 / MEASURED);
        findings.figure("checkpoint_bytes", bytes);
        findings.limit("checkpoint_us_max", 100);
    }

    private static int savedAndLoaded(Checkpoint checkpoint, int times) {
        int bytes = 0;
        Checkpoint last = checkpoint;
        for (int i = 0; i < times; i++) {
            byte[] saved = CheckpointCodec.write(last);
            bytes = saved.length;
            last = loaded(saved);
        }
        return bytes;
    }

    private static Checkpoint loaded(byte[] saved) {
        try {
            return CheckpointCodec.read("m-0000000001", saved);
        } catch (DamagedCheckpoint e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of a saga whose third step is under way. */
    private static Checkpoint checkpoint() {
        SagaMachine machine = new SagaMachine(Kind.STRICT.read(), SagaLimits.DEFAULT);
        Json input = new Json(Starter.INPUT);
        Trigger start = new Trigger.Start(
                input, Map.of(), 0, new Requester("swarmlog.replies", 0, "m-0000000001"), Parent.NONE);
        Decision decision = machine.decide("m-0000000001", null, start, NOW_MS, () -> 0);
        for (int step = 0; step < 2; step++) {
            Trigger done = new Trigger.Succeeded(
                    new Place(step, -1), false, 1, input, new Spent("bench-agent-000001", 0, 0, 0));
            decision = machine.decide("m-0000000001", decision.next(), done, NOW_MS, () -> 0);
        }
        return new Checkpoint(Objects.requireNonNull(decision.next()), new byte[32], "", List.of(), NOW_MS, 0);
    }
}
