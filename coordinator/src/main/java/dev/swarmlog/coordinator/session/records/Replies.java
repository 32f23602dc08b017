package dev.swarmlog.coordinator.session.records;

import dev.swarmlog.coordinator.session.core.Session;
import dev.swarmlog.coordinator.session.core.Told;
import dev.swarmlog.coordinator.session.core.part.Answer;
import dev.swarmlog.v1.SessionEntry;
import dev.swarmlog.v1.SessionLetter;
import dev.swarmlog.v1.SessionRefusal;
import dev.swarmlog.v1.SessionReply;
import dev.swarmlog.v1.SessionState;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers to Avro. */
public final class Replies {
    private Replies() {}

    /** An answer, and how far the session is by it. */
    public static SessionReply of(String sessionId, Told told, @Nullable Session session, long nowMs) {
        Answer answer = told.answer();
        return SessionReply.newBuilder()
                .setCommandId(told.commandId())
                .setSessionId(sessionId)
                .setRefusal(SessionRefusal.valueOf(answer.refusal().name()))
                .setDetail(answer.detail())
                .setRetryAfterMs(answer.retryAfterMs())
                .setNumber(answer.number())
                .setUntilMs(answer.untilMs())
                .setEntries(told.entries().stream()
                        .map(entry -> new SessionEntry(
                                entry.key(),
                                entry.version(),
                                entry.by(),
                                ByteBuffer.wrap(entry.value().bytes())))
                        .toList())
                .setLetters(told.letters().stream()
                        .map(letter -> new SessionLetter(
                                letter.number(),
                                letter.from(),
                                ByteBuffer.wrap(letter.value().bytes())))
                        .toList())
                .setState(session == null ? SessionState.UNKNOWN : Picture.state(session))
                .setOpen(session == null ? List.of() : open(session))
                .setAtMs(nowMs)
                .build();
    }

    private static List<String> open(Session session) {
        List<String> open = new ArrayList<>();
        for (int i = 0; i < session.stages().size(); i++) {
            if (session.stage(i).isOpen()) {
                open.add(session.plan().phases().get(i).name());
            }
        }
        return open;
    }
}
