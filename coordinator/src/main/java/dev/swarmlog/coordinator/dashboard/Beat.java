package dev.swarmlog.coordinator.dashboard;

import dev.swarmlog.runtime.http.Call;
import dev.swarmlog.runtime.http.EventStream;
import dev.swarmlog.runtime.http.Problem;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Streams that look once a second whether there is something to tell. Thread-safe. */
public final class Beat {
    private static final int SERVICE_UNAVAILABLE = 503;
    private static final long SILENCE_NANOS_MAX = TimeUnit.SECONDS.toNanos(10);

    private final Semaphore places;
    private final int streamsMax;
    private final long everyMs;
    private volatile boolean ended;

    public Beat(int streamsMax, long everyMs) {
        this.places = new Semaphore(streamsMax);
        this.streamsMax = streamsMax;
        this.everyMs = everyMs;
    }

    /** Looks, and tells what there is to tell. */
    public interface Look {
        /** Whether there was something. */
        boolean tell(EventStream client) throws IOException;
    }

    /** Until the client goes or this instance stops. */
    public void follow(Call call, Look look) throws InterruptedException {
        if (!places.tryAcquire()) {
            throw new Problem(
                    SERVICE_UNAVAILABLE,
                    streamsMax + " clients follow already; SWARMLOG_COORDINATOR_STREAMS_MAX allows no more");
        }
        try {
            EventStream client = call.stream();
            long toldAt = System.nanoTime();
            while (!ended) {
                long now = System.nanoTime();
                if (look.tell(client)) {
                    toldAt = now;
                } else if (now - toldAt > SILENCE_NANOS_MAX) {
                    client.comment("still here");
                    toldAt = now;
                }
                TimeUnit.MILLISECONDS.sleep(everyMs);
            }
        } catch (IOException gone) {
            // The client went; that is how these end.
        } finally {
            places.release();
        }
    }

    public void end() {
        ended = true;
    }
}
