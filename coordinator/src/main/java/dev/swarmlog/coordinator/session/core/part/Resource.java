package dev.swarmlog.coordinator.session.core.part;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that one participant at a time may use.
 *
 * @param fence of the last lease there was; rises with each, and never falls
 * @param waiting who gets it next, in this order
 */
public record Resource(long fence, @Nullable Lease lease, List<Waiter> waiting) {
    public static final Resource UNUSED = new Resource(0, null, List.of());

    public Resource granted(Lease to) {
        return new Resource(to.fence(), to, waiting);
    }

    public Resource free() {
        return new Resource(fence, null, waiting);
    }

    public Resource withWaiting(List<Waiter> now) {
        return new Resource(fence, lease, now);
    }

    public boolean isHeldUnder(long underFence) {
        return lease != null && lease.fence() == underFence;
    }
}
