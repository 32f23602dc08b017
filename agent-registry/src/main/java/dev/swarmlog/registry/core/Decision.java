package dev.swarmlog.registry.core;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What follows from an event: the agent as it is from now on (null: not known), and what the world is asked to do. */
public record Decision(@Nullable Agent next, List<RegistryEffect> effects) {
    /** For the decision that is made most: a beat that changed nothing that anybody has to know. */
    static Decision quietly(Agent next) {
        return new Decision(next, List.of());
    }

    static Decision of(@Nullable Agent next, RegistryEffect... effects) {
        return new Decision(next, List.of(effects));
    }

    Decision and(RegistryEffect more) {
        return new Decision(
                next, Stream.concat(effects.stream(), Stream.of(more)).toList());
    }

    static Decision ignored(@Nullable Agent unchanged, RegistryEffect.Cause cause) {
        return of(unchanged, new RegistryEffect.Ignore(cause));
    }

    static Decision rejected(@Nullable Agent unchanged, Refusal refusal) {
        return of(unchanged, new RegistryEffect.Reject(refusal));
    }
}
