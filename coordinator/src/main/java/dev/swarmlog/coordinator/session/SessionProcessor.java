package dev.swarmlog.coordinator.session;

import dev.swarmlog.coordinator.session.core.part.Address;
import dev.swarmlog.coordinator.session.store.Shelf;
import dev.swarmlog.runtime.store.CommitHook;
import dev.swarmlog.runtime.telemetry.RecordSpan;
import dev.swarmlog.runtime.telemetry.RecordSpans;
import dev.swarmlog.runtime.wiring.Addressed;
import dev.swarmlog.schemas.wire.EventHeaders;
import dev.swarmlog.v1.SessionCommand;
import dev.swarmlog.v1.SessionEvent;
import dev.swarmlog.v1.SessionReply;
import dev.swarmlog.v1.SessionStatus;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Between Kafka Streams and a {@link SessionTask}: commands in, events, replies and pictures out. */
final class SessionProcessor implements Processor<String, @Nullable SessionCommand, String, Object>, Outlet {
    private static final String SOURCE = "swarmlog/coordinator";

    private final SessionConfig config;
    private final SessionMeters meters;
    private final AgentLives lives;
    private final RecordSpans spans;
    private ProcessorContext<String, Object> context;
    private SessionTask task;
    private Cancellable ticking;
    private String trace = "";

    @SuppressWarnings("NullAway.Init") // Streams calls init before anything else
    SessionProcessor(SessionConfig config, SessionMeters meters, AgentLives lives, RecordSpans spans) {
        this.config = config;
        this.meters = meters;
        this.lives = lives;
        this.spans = spans;
    }

    @Override
    public void init(ProcessorContext<String, Object> initialised) {
        context = initialised;
        SessionTask fresh = new SessionTask(
                config,
                new Shelf(new StoredBytes(context.getStateStore(SessionTopology.SESSIONS))),
                this,
                meters,
                lives);
        fresh.restore();
        task = fresh;
        CommitHook hook = context.getStateStore(SessionTopology.WRITTEN);
        hook.beforeCommit(fresh::write);
        ticking = context.schedule(Duration.ofMillis(config.tickMs()), PunctuationType.WALL_CLOCK_TIME, task::tick);
    }

    @Override
    public void process(Record<String, @Nullable SessionCommand> record) {
        SessionCommand command = record.value();
        if (command == null) {
            return;
        }
        try (RecordSpan span = spans.open("session." + command.getKind(), record.headers())
                .with("session.id", command.getSessionId())
                .with("participant.id", command.getParticipant())) {
            trace = span.traceparent(record.headers());
            task.command(record.key() == null ? "" : record.key(), command, context.currentSystemTimeMs());
        } finally {
            trace = "";
        }
    }

    /** Streams goes on punctuating what it closes and initialises anew, unless it is told to stop. */
    @Override
    public void close() {
        ticking.cancel();
        task.close();
    }

    @Override
    public void event(SessionEvent event) {
        send(
                SessionTopology.EVENTS,
                event.getSessionId(),
                event,
                headers(event.getSessionId() + "/" + event.getVersion(), "session.event"));
    }

    @Override
    public void reply(Address to, SessionReply reply) {
        send(
                SessionTopology.REPLIES,
                to.key(),
                new Addressed<>("", to.partition(), to.key(), reply),
                headers(reply.getCommandId(), "session.reply"));
    }

    @Override
    public void status(String sessionId, @Nullable SessionStatus status) {
        send(SessionTopology.STATUS, sessionId, status, headers(sessionId, "session.status"));
    }

    private Headers headers(String id, String type) {
        Headers headers = new RecordHeaders();
        EventHeaders.add(headers, id, type, SOURCE, context.currentSystemTimeMs());
        RecordSpan.OFF.carry(trace, headers);
        return headers;
    }

    private void send(String sink, String key, @Nullable Object value, Headers headers) {
        context.forward(new Record<>(key, value, context.currentSystemTimeMs(), headers), sink);
    }

    private record StoredBytes(KeyValueStore<String, byte[]> store) implements Shelf.Bytes {
        @Override
        public void put(String key, byte[] bytes) {
            store.put(key, bytes);
        }

        @Override
        public void delete(String key) {
            store.delete(key);
        }

        @Override
        public void each(BiConsumer<String, byte[]> viewer) {
            try (KeyValueIterator<String, byte[]> all = store.all()) {
                all.forEachRemaining(next -> viewer.accept(next.key, next.value));
            }
        }
    }
}
