package dev.swarmlog.saga;

import dev.swarmlog.runtime.store.CommitHook;
import dev.swarmlog.runtime.store.Haste;
import dev.swarmlog.runtime.store.PromptCommits;
import dev.swarmlog.runtime.telemetry.RecordSpan;
import dev.swarmlog.runtime.telemetry.RecordSpans;
import dev.swarmlog.runtime.wiring.Addressed;
import dev.swarmlog.saga.core.Effect;
import dev.swarmlog.saga.deployed.Deployments;
import dev.swarmlog.saga.history.Seal;
import dev.swarmlog.saga.records.Orders;
import dev.swarmlog.saga.records.Reservations;
import dev.swarmlog.saga.shelf.Shelf;
import dev.swarmlog.schemas.Topics;
import dev.swarmlog.schemas.wire.EventHeaders;
import dev.swarmlog.schemas.wire.Wire;
import dev.swarmlog.v1.Alert;
import dev.swarmlog.v1.BudgetCommand;
import dev.swarmlog.v1.BudgetCommandKind;
import dev.swarmlog.v1.Message;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.SagaCommand;
import dev.swarmlog.v1.SagaEvent;
import dev.swarmlog.v1.SagaStatus;
import java.time.Duration;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Between Kafka Streams and a {@link SagaTask}: records in, records out, bytes to the store. */
final class SagaProcessor implements Processor<String, SpecificRecord, String, Object>, Outlet {
    private static final String SOURCE = "swarmlog/saga-engine";

    private final Parts parts;
    private final Topics topics;
    private final Serde<SagaEvent> events;
    private ProcessorContext<String, Object> context;
    private SagaTask task;
    private SagaCommands commands;
    private Cancellable ticking;
    private PromptCommits commits;
    private @Nullable Ahead ahead;

    /** What all tasks of a topology share. */
    record Parts(
            SagaConfig config,
            Wire wire,
            Deployments definitions,
            RecordSpans spans,
            SagaMeters meters,
            Supplier<Ahead> ahead,
            Haste haste) {}

    @SuppressWarnings("NullAway.Init") // Streams calls init before anything else
    SagaProcessor(Parts parts) {
        this.parts = parts;
        this.topics = parts.wire().topics();
        this.events = parts.wire().serde(topics.sagaEvents);
    }

    @Override
    public void init(ProcessorContext<String, Object> initialised) {
        context = initialised;
        commits = new PromptCommits(context, parts.haste());
        long nowMs = context.currentSystemTimeMs();
        SagaConfig config = parts.config();
        Shelf shelf = new Shelf(
                new StoredBytes(context.getStateStore(SagaTopology.SAGAS)),
                config.cachedMax(),
                config.keptMax(),
                config.stillMs());
        SagaTask.Parts made = new SagaTask.Parts(
                config,
                parts.definitions(),
                shelf,
                this,
                new Effects(
                        new Orders(topics, context.taskId().partition()),
                        new Reservations(topics, context.taskId().partition()),
                        this,
                        parts.meters()),
                parts.meters(),
                new AttemptSpans(parts.spans()),
                new SplittableRandom(nowMs ^ context.taskId().hashCode()));
        task = new SagaTask(made);
        task.restore();
        commands = new SagaCommands(made, task, parked(nowMs + config.parkMs()), this::event);
        CommitHook hook = context.getStateStore(SagaTopology.AHEAD);
        hook.beforeCommit(() -> {
            commits.committing();
            if (ahead != null) {
                ahead.settle();
            }
        });
        ticking = context.schedule(Duration.ofMillis(config.tickMs()), PunctuationType.WALL_CLOCK_TIME, this::tick);
    }

    private ParkedStarts parked(long untilMs) {
        KeyValueStore<String, SagaCommand> store = context.getStateStore(SagaTopology.PARKED);
        ParkedStarts parked = new ParkedStarts(
                new ParkedStarts.Bytes() {
                    @Override
                    public void put(String sagaId, SagaCommand command) {
                        store.put(sagaId, command);
                    }

                    @Override
                    public void delete(String sagaId) {
                        store.delete(sagaId);
                    }
                },
                parts.config().parkedMax());
        try (KeyValueIterator<String, SagaCommand> all = store.all()) {
            all.forEachRemaining(each -> parked.restore(each.value, untilMs));
        }
        return parked;
    }

    private void tick(long nowMs) {
        task.tick(nowMs);
        commands.tick(nowMs);
        commits.look(nowMs);
    }

    @Override
    public void process(Record<String, SpecificRecord> record) {
        long nowMs = context.currentSystemTimeMs();
        switch (record.value()) {
            case Reply reply -> task.reply(reply, nowMs);
            case SagaCommand command -> command(record, command, nowMs);
            case null, default -> parts.meters().ignored("NOTHING_TO_DO");
        }
        commits.worked(nowMs);
    }

    private void command(Record<String, SpecificRecord> record, SagaCommand command, long nowMs) {
        try (RecordSpan span = parts.spans()
                .open("saga." + command.getKind(), record.headers())
                .with("workflow.id", command.getSagaId())) {
            String place = context.recordMetadata()
                    .map(at -> at.partition() + "@" + at.offset())
                    .orElse("");
            String key = record.key() == null ? "" : record.key();
            commands.obey(new SagaCommands.Received(key, command, span.traceparent(record.headers()), place), nowMs);
        }
    }

    /** Streams goes on punctuating what it closes and initialises anew, unless it is told to stop. */
    @Override
    public void close() {
        ticking.cancel();
        commits.close();
        task.close();
        if (ahead != null) {
            ahead.close();
            ahead = null;
        }
    }

    @Override
    public byte @Nullable [] seal(SagaEvent open) {
        byte[] bytes;
        try {
            bytes = events.serializer().serialize(topics.sagaEvents.name(), open);
        } catch (SerializationException tooLarge) {
            return null;
        }
        return Seal.seal(Objects.requireNonNull(bytes, "an event has bytes"));
    }

    @Override
    public void record(String sagaId, byte[] sealed) {
        send(SagaTopology.EVENTS, sagaId, sealed, new RecordHeaders());
    }

    private SagaEvent event(byte[] sealed) {
        return events.deserializer().deserialize(topics.sagaEvents.name(), sealed);
    }

    @Override
    public void submit(Message message, Effect.Submit submit, String trace) {
        Headers headers = headers(message.getMessageId(), message.getType());
        RecordSpan.OFF.carry(parts.spans().below(trace, message.getMessageId()), headers);
        if (submit.undo() || !submit.action().idempotent()) {
            commits.await();
            send(SagaTopology.SUBMITTED, message.getMessageId(), message, headers);
        } else {
            ahead().send(message, headers);
        }
    }

    @Override
    public void withdraw(Message withdrawal, String trace) {
        if (ahead != null) {
            ahead.settle(); // what it takes back may be on its way, by another producer
        }
        Headers headers = headers(withdrawal.getMessageId(), withdrawal.getType());
        RecordSpan.OFF.carry(trace, headers);
        send(SagaTopology.SUBMITTED, withdrawal.getMessageId(), withdrawal, headers);
    }

    /** Most definitions need none. */
    private Ahead ahead() {
        Ahead open = ahead;
        if (open == null) {
            open = parts.ahead().get();
            ahead = open;
        }
        return open;
    }

    @Override
    public void budget(BudgetCommand command, String trace) {
        Headers headers = headers(command.getReservationId(), command.getKind().name());
        RecordSpan.OFF.carry(trace, headers);
        if (command.getKind() == BudgetCommandKind.RESERVE) {
            commits.await();
        }
        send(SagaTopology.BUDGETS, command.getBudget(), command, headers);
    }

    @Override
    public void command(SagaCommand command, String trace) {
        Headers headers = headers(command.getSagaId(), command.getKind().name());
        String attempt = command.getCorrelationKey();
        RecordSpan.OFF.carry(attempt.isEmpty() ? trace : parts.spans().below(trace, attempt), headers);
        commits.await();
        send(SagaTopology.COMMANDS, command.getSagaId(), command, headers);
    }

    @Override
    public void answer(Addressed<Reply> answer, String trace) {
        if (!answer.topic().isEmpty()) {
            Headers headers = headers(answer.reply().getMessageId(), "saga");
            RecordSpan.OFF.carry(trace, headers);
            commits.await();
            send(SagaTopology.REPLIES, answer.key(), answer, headers);
        }
    }

    @Override
    public void status(String sagaId, @Nullable SagaStatus status) {
        send(SagaTopology.STATUS, sagaId, status, new RecordHeaders());
    }

    @Override
    public void alert(Alert alert) {
        send(SagaTopology.ALERTS, alert.getSource(), alert, new RecordHeaders());
    }

    private void send(String sink, String key, @Nullable Object value, Headers headers) {
        context.forward(new Record<>(key, value, context.currentSystemTimeMs(), headers), sink);
    }

    private Headers headers(String id, String type) {
        Headers headers = new RecordHeaders();
        EventHeaders.add(headers, id, type, SOURCE, context.currentSystemTimeMs());
        return headers;
    }

    private record StoredBytes(KeyValueStore<String, byte[]> store) implements Shelf.Bytes {
        @Override
        public byte @Nullable [] get(String sagaId) {
            return store.get(sagaId);
        }

        @Override
        public void put(String sagaId, byte[] bytes) {
            store.put(sagaId, bytes);
        }

        @Override
        public void delete(String sagaId) {
            store.delete(sagaId);
        }

        @Override
        public @Nullable String some(@Nullable String fromSagaId, int max, Each each) {
            try (KeyValueIterator<String, byte[]> all = store.range(fromSagaId, null)) {
                for (int seen = 0; all.hasNext() && seen < max; seen++) {
                    KeyValue<String, byte[]> next = all.next();
                    each.see(next.key, next.value);
                }
                return all.hasNext() ? all.peekNextKey() : null;
            }
        }

        @Override
        public void each(Each each) {
            try (KeyValueIterator<String, byte[]> all = store.all()) {
                while (all.hasNext()) {
                    KeyValue<String, byte[]> next = all.next();
                    each.see(next.key, next.value);
                }
            }
        }
    }
}
