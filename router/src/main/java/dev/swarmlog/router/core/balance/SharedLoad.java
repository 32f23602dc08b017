package dev.swarmlog.router.core.balance;

import dev.swarmlog.router.core.guard.AgentGuard;
import java.util.concurrent.atomic.AtomicInteger;

/** What all tasks of a process share about one agent. Thread-safe. */
final class SharedLoad {
    final AgentGuard guard;
    final AtomicInteger inFlight = new AtomicInteger();

    /** How many tasks have to do with the agent; changed only under the lock of the map that it is in. */
    int holders;

    SharedLoad(AgentGuard guard) {
        this.guard = guard;
    }
}
