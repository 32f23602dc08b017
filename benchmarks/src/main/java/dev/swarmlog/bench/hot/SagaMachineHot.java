package dev.swarmlog.bench.hot;

import dev.swarmlog.bench.saga.HalfWay;
import dev.swarmlog.saga.checkpoint.Checkpoint;
import dev.swarmlog.saga.checkpoint.DamagedCheckpoint;
import dev.swarmlog.saga.core.Decision;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What the saga-engine decides when a step is done, and the one record that it keeps of the saga. */
@State(Scope.Thread)
public class SagaMachineHot {
    private final HalfWay saga = new HalfWay();
    private final byte[] written = saga.written();

    @Benchmark
    public final Decision stepDone() {
        return saga.stepDone();
    }

    @Benchmark
    public final byte[] writeCheckpoint() {
        return saga.written();
    }

    @Benchmark
    public final Checkpoint readCheckpoint() throws DamagedCheckpoint {
        return saga.read(written);
    }
}
