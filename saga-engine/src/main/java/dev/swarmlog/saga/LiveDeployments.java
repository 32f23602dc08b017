package dev.swarmlog.saga;

import dev.swarmlog.saga.deployed.Deployments;
import org.jspecify.annotations.Nullable;

/** The definitions that this instance decides by now; others after its Streams client was built anew. Thread-safe. */
final class LiveDeployments {
    private volatile @Nullable Deployments now;

    Deployments renew(Deployments fresh) {
        now = fresh;
        return fresh;
    }

    /** Null before the first. */
    @Nullable
    Deployments now() {
        return now;
    }
}
