package dev.swarmlog.saga.core.state;

import dev.swarmlog.saga.core.definition.Json;
import dev.swarmlog.saga.core.fact.Fact.SignalReceived;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Signals that came before a step waited for them, oldest first.
 *
 * @param seen the ids of the last ones, taken or not, by which a repetition is known
 */
public record Signals(List<SignalReceived> kept, List<String> seen) {
    public static final Signals NONE = new Signals(List.of(), List.of());

    /** Repetitions come soon or, from a requester that gave up waiting, within few other signals. */
    private static final int SEEN_MAX = 64;

    public Signals {
        kept = List.copyOf(kept);
        seen = List.copyOf(seen);
    }

    public Signals with(SignalReceived signal) {
        List<SignalReceived> more = new ArrayList<>(kept);
        more.add(signal);
        List<String> ids = new ArrayList<>(seen);
        ids.add(signal.id());
        return new Signals(more, ids.size() > SEEN_MAX ? ids.subList(1, ids.size()) : ids);
    }

    public Signals without(String name) {
        List<SignalReceived> fewer = new ArrayList<>(kept);
        for (int i = 0; i < fewer.size(); i++) {
            if (fewer.get(i).signal().equals(name)) {
                fewer.remove(i);
                return new Signals(fewer, seen);
            }
        }
        throw new IllegalStateException("no signal " + name + " was kept");
    }

    /** What the oldest one of this name says; null if none is kept. */
    public @Nullable Json payload(String name) {
        for (SignalReceived signal : kept) {
            if (signal.signal().equals(name)) {
                return signal.payload();
            }
        }
        return null;
    }
}
