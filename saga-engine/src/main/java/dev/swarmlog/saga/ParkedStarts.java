package dev.swarmlog.saga;

import dev.swarmlog.v1.SagaCommand;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiPredicate;

/**
 * Mutable, for one thread: starts whose definition is not there yet. Somebody deploys and starts at once, by another
 * topic: what he sees as one after the other may be read the other way round. Stored, since their records are done with.
 */
final class ParkedStarts {
    private final Bytes store;
    private final int max;
    private final Map<String, Parked> waiting = new LinkedHashMap<>();

    /** What keeps them over a crash. */
    interface Bytes {
        void put(String sagaId, SagaCommand command);

        void delete(String sagaId);
    }

    record Parked(SagaCommand command, String trace, long untilMs) {}

    ParkedStarts(Bytes store, int max) {
        this.store = store;
        this.max = max;
    }

    void restore(SagaCommand command, long untilMs) {
        waiting.put(command.getSagaId(), new Parked(command, "", untilMs));
    }

    /** False where there is no room, or one of this id waits already. */
    boolean park(SagaCommand command, String trace, long untilMs) {
        String id = command.getSagaId();
        if (waiting.size() >= max || waiting.containsKey(id)) {
            return false;
        }
        waiting.put(id, new Parked(command, trace, untilMs));
        store.put(id, command);
        return true;
    }

    /** Lets go of those that are dealt with, which who is asked says, told whether their time is over. */
    void look(long nowMs, BiPredicate<Parked, Boolean> dealWith) {
        for (Iterator<Parked> each = waiting.values().iterator(); each.hasNext(); ) {
            Parked parked = each.next();
            if (dealWith.test(parked, parked.untilMs <= nowMs)) {
                each.remove();
                store.delete(parked.command.getSagaId());
            }
        }
    }
}
