package dev.swarmlog.coordinator.core.forage;

import dev.swarmlog.coordinator.core.swarm.StateReader;
import dev.swarmlog.coordinator.core.swarm.StateWriter;

/**
 * Items that travel together.
 *
 * @param item which of the load's items goes alone; negative while all go together
 * @param attempts how many copies went out
 * @param failures how many of them failed
 * @param tried by which ways they went, a bit for each
 */
public record Load(long number, int items, int item, int attempts, int failures, long tried) {
    static Load fed(long number, int items) {
        return new Load(number, items, -1, 0, 0, 0);
    }

    /** What tells it from others that are out: its number, and the item that goes alone. */
    long key() {
        return key(number, item);
    }

    static long key(long number, int item) {
        return number << 20 | (item + 1);
    }

    Load alone(int which) {
        return new Load(number, items, which, 0, 0, 0);
    }

    Load sentBy(int way) {
        return new Load(number, items, item, attempts + 1, failures, tried | 1L << way);
    }

    boolean wasSentBy(int way) {
        return (tried >>> way & 1) != 0;
    }

    Load failedOnce() {
        return new Load(number, items, item, attempts, failures + 1, tried);
    }

    void write(StateWriter to) {
        to.large(number)
                .whole(items)
                .whole(item)
                .whole(attempts)
                .whole(failures)
                .large(tried);
    }

    static Load read(StateReader from) {
        return new Load(from.large(), from.whole(), from.whole(), from.whole(), from.whole(), from.large());
    }
}
