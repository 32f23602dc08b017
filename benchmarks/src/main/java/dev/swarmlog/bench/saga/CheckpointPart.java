package dev.swarmlog.bench.saga;

import dev.swarmlog.bench.Findings;
import dev.swarmlog.bench.Ground;
import dev.swarmlog.bench.Part;
import dev.swarmlog.saga.checkpoint.Checkpoint;
import dev.swarmlog.saga.checkpoint.CheckpointCodec;
import dev.swarmlog.saga.checkpoint.DamagedCheckpoint;

/** What it costs to write the one record of a saga and to read it again, each with the hash over its bytes. */
final class CheckpointPart implements Part {
    private static final int WARM_UP = 300_000;
    private static final int MEASURED = 300_000;

    @Override
    public String name() {
        return "checkpoint";
    }

    @Override
    public void measure(Ground ground, Findings findings) {
        Checkpoint checkpoint = new HalfWay().checkpoint();
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
}
