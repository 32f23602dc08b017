package dev.swarmlog.bench.saga;

import dev.swarmlog.bench.Pauses;
import dev.swarmlog.bench.ServiceRun;
import java.time.Duration;

/** Many sagas that do not end. */
final class Crowd {
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    /** What is started but not there yet is on the broker's disk; so much of it is enough to keep an engine busy. */
    private static final int AHEAD = 20_000;

    private Crowd() {}

    /** Returns once so many more are there. */
    static void gather(Starter starter, ServiceRun engine, int sagas) throws InterruptedException {
        long all = starter.sent() + sagas;
        while (starter.sent() < all) {
            long behind = starter.sent() - AHEAD;
            Pauses.until("sagas are started", PATIENCE, () -> going(engine) >= behind);
            starter.send((int) Math.min(1_000, all - starter.sent()));
        }
        starter.flush();
        Pauses.until("all sagas are there", PATIENCE, () -> going(engine) >= all);
    }

    private static double going(ServiceRun engine) {
        return engine.gauged("swarmlog.sagas.active");
    }
}
