package dev.swarmlog.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.swarmlog.cli.view.Json;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import java.util.Arrays;

/** How long one message after the other took, there and back. The first ones warm both ends up and do not count. */
final class RoundTrips {
    private static final int WARM_UP_MAX = 2_000;
    private static final double NANOS_PER_MS = 1e6;

    private final long[] nanosSorted;
    private final int completed;
    private final int warmUp;

    private RoundTrips(long[] nanosSorted, int completed, int warmUp) {
        this.nanosSorted = nanosSorted;
        this.completed = completed;
        this.warmUp = warmUp;
    }

    interface Trip {
        Reply make() throws InterruptedException;
    }

    static RoundTrips measure(int count, Trip trip) throws InterruptedException {
        int warmUp = Math.min(WARM_UP_MAX, count);
        for (int i = 0; i < warmUp; i++) {
            trip.make();
        }
        long[] nanos = new long[count];
        int completed = 0;
        for (int i = 0; i < count; i++) {
            long start = System.nanoTime();
            Reply reply = trip.make();
            nanos[i] = System.nanoTime() - start;
            completed += reply.getStatus() == ReplyStatus.COMPLETED ? 1 : 0;
        }
        Arrays.sort(nanos);
        return new RoundTrips(nanos, completed, warmUp);
    }

    int completed() {
        return completed;
    }

    /** In milliseconds: this share of the round trips took no longer. */
    double atShare(double share) {
        int at = (int) Math.ceil(share * nanosSorted.length) - 1;
        return nanosSorted[Math.clamp(at, 0, nanosSorted.length - 1)] / NANOS_PER_MS;
    }

    ObjectNode json() {
        return Json.object()
                .put("repeat", nanosSorted.length)
                .put("warmUp", warmUp)
                .put("completed", completed)
                .put("p50Ms", rounded(0.50))
                .put("p99Ms", rounded(0.99))
                .put("maxMs", rounded(1));
    }

    private double rounded(double share) {
        return Math.round(atShare(share) * 1_000) / 1_000.0;
    }
}
