package dev.swarmlog.router.core;

import java.util.List;

/** What an event makes of a message. */
public record Decision(MessageState next, List<Effect> effects) {
    static Decision of(MessageState next) {
        return new Decision(next, List.of());
    }

    static Decision of(MessageState next, Effect effect) {
        return new Decision(next, List.of(effect));
    }

    static Decision ignored(MessageState same, Effect.Reason reason) {
        return new Decision(same, List.of(new Effect.Ignore(reason)));
    }
}
