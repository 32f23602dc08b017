package dev.swarmlog.registry;

import dev.swarmlog.agent.discovery.AgentIndex;
import dev.swarmlog.registry.http.ChangeFeed;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The index that this instance answers from: all agents, whichever instance decides on them. Thread-safe. An index that is
 * still being read answers nobody: half of the agents would look like all of them. Until the first one is complete there
 * is none; a later one takes the place of its predecessor when it is complete.
 */
final class Discovery {
    private final ChangeFeed changes;
    private volatile BooleanSupplier isLoaded = () -> true;
    private volatile @Nullable AgentIndex answering;
    private volatile @Nullable AgentIndex loading;

    Discovery(ChangeFeed changes) {
        this.changes = changes;
    }

    /** By what is known that everything is read. */
    void watch(BooleanSupplier loaded) {
        isLoaded = loaded;
    }

    /** Empty until everything was read once. */
    Optional<AgentIndex> index() {
        if (loading != null && isLoaded.getAsBoolean()) {
            settle();
        }
        return Optional.ofNullable(answering);
    }

    ChangeFeed changes() {
        return changes;
    }

    /** Begins anew, for a client that is about to read the whole topic again. Who listens must come again, too. */
    synchronized AgentIndex renew() {
        AgentIndex fresh = new AgentIndex();
        loading = fresh;
        changes.endAll();
        return fresh;
    }

    private synchronized void settle() {
        if (loading != null) {
            answering = loading;
            loading = null;
            // Who came while it was read has the old one's picture and hears the new one's changes.
            changes.endAll();
        }
    }
}
