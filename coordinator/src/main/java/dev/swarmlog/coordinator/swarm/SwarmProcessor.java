package dev.swarmlog.coordinator.swarm;

import dev.swarmlog.coordinator.swarm.definition.SwarmReader;
import dev.swarmlog.runtime.store.CommitHook;
import dev.swarmlog.runtime.wiring.Addressed;
import dev.swarmlog.schemas.wire.EventHeaders;
import dev.swarmlog.schemas.wire.Wire;
import dev.swarmlog.v1.Alert;
import dev.swarmlog.v1.BudgetCommand;
import dev.swarmlog.v1.Message;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.SwarmCommand;
import dev.swarmlog.v1.SwarmEvent;
import dev.swarmlog.v1.SwarmFrame;
import dev.swarmlog.v1.SwarmResult;
import dev.swarmlog.v1.SwarmStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.avro.specific.SpecificRecord;
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

/** Between Kafka Streams and a {@link SwarmTask}: records in, records out, bytes to the stores. */
final class SwarmProcessor implements Processor<String, @Nullable SpecificRecord, String, Object>, SwarmOutlet {
    private static final String SOURCE = "swarmlog/coordinator";

    private final Parts parts;
    private ProcessorContext<String, Object> context;
    private SwarmTask task;
    private Cancellable beating;

    /** What all tasks of a topology share. */
    record Parts(Wire wire, SwarmConfig config, SwarmReader reader, Slices slices, SwarmMeters meters) {}

    @SuppressWarnings("NullAway.Init") // Streams calls init before anything else
    SwarmProcessor(Parts parts) {
        this.parts = parts;
    }

    @Override
    public void init(ProcessorContext<String, Object> initialised) {
        context = initialised;
        task = new SwarmTask(new SwarmTask.Parts(
                parts.config(),
                parts.reader(),
                parts.slices(),
                new KeptStarts(context.getStateStore(SwarmTopology.STARTS)),
                new States(new KeptBytes(context.getStateStore(SwarmTopology.STATES))),
                new Remotes(
                        new KeptLoads(context.getStateStore(SwarmTopology.LOADS)),
                        new Errands(
                                parts.wire().topics().swarmReplies.name(),
                                context.taskId().partition()),
                        new Tickets(
                                parts.wire().topics().swarmReplies.name(),
                                context.taskId().partition()),
                        this),
                this,
                parts.meters()));
        task.restore(context.currentSystemTimeMs());
        CommitHook hook = context.getStateStore(SwarmTopology.HOOK);
        hook.beforeCommit(task::writeDown);
        beating = context.schedule(
                Duration.ofMillis(parts.config().beatMs()), PunctuationType.WALL_CLOCK_TIME, task::beat);
    }

    @Override
    public void process(Record<String, @Nullable SpecificRecord> record) {
        long nowMs = context.currentSystemTimeMs();
        switch (record.value()) {
            case SwarmCommand command -> task.command(record.key() == null ? "" : record.key(), command, nowMs);
            case Reply reply -> task.reply(reply, nowMs);
            case null, default -> parts.meters().refused();
        }
    }

    /** Streams goes on punctuating what it closes and initialises anew, unless it is told to stop. */
    @Override
    public void close() {
        beating.cancel();
        task.close();
    }

    @Override
    public void event(SwarmEvent event) {
        send(SwarmTopology.EVENTS, event.getSwarmId(), event, headers(event.getSwarmId(), "swarm." + event.getKind()));
    }

    @Override
    public void status(String swarmId, @Nullable SwarmStatus status) {
        send(SwarmTopology.STATUS, swarmId, status, new RecordHeaders());
    }

    @Override
    public void frame(SwarmFrame frame) {
        send(SwarmTopology.POSITIONS, frame.getSwarmId(), frame, new RecordHeaders());
    }

    @Override
    public void submit(Message message) {
        Headers headers = headers(message.getMessageId(), message.getType());
        send(SwarmTopology.SUBMITTED, message.getMessageId(), message, headers);
    }

    @Override
    public void budget(BudgetCommand command) {
        send(
                SwarmTopology.BUDGETS,
                command.getBudget(),
                command,
                headers(command.getReservationId(), "budget." + command.getKind()));
    }

    @Override
    public void result(SwarmResult result) {
        send(SwarmTopology.RESULTS, result.getSwarmId(), result, new RecordHeaders());
    }

    @Override
    public void answer(Addressed<Reply> answer) {
        send(SwarmTopology.REPLIES, answer.key(), answer, headers(answer.reply().getMessageId(), "swarm"));
    }

    @Override
    public void alert(Alert alert) {
        send(SwarmTopology.ALERTS, alert.getSource(), alert, new RecordHeaders());
    }

    private void send(String sink, String key, @Nullable Object value, Headers headers) {
        context.forward(new Record<>(key, value, context.currentSystemTimeMs(), headers), sink);
    }

    private Headers headers(String id, String type) {
        Headers headers = new RecordHeaders();
        EventHeaders.add(headers, id, type, SOURCE, context.currentSystemTimeMs());
        return headers;
    }

    private record KeptStarts(KeyValueStore<String, SwarmCommand> store) implements SwarmTask.Starts {
        @Override
        public void put(String swarmId, SwarmCommand start) {
            store.put(swarmId, start);
        }

        @Override
        public void delete(String swarmId) {
            store.delete(swarmId);
        }

        @Override
        public void each(Each each) {
            try (KeyValueIterator<String, SwarmCommand> all = store.all()) {
                all.forEachRemaining(next -> each.see(next.key, next.value));
            }
        }
    }

    /** A swarm's loads stand together, in their order. */
    private record KeptLoads(KeyValueStore<String, SwarmCommand> store) implements Remotes.Loads {
        @Override
        public void put(String swarmId, long load, SwarmCommand feed) {
            store.put(key(swarmId, load), feed);
        }

        @Override
        public @Nullable SwarmCommand get(String swarmId, long load) {
            return store.get(key(swarmId, load));
        }

        @Override
        public void delete(String swarmId, long load) {
            store.delete(key(swarmId, load));
        }

        @Override
        public void deleteAll(String swarmId) {
            List<String> keys = new ArrayList<>();
            try (KeyValueIterator<String, SwarmCommand> all =
                    store.range(key(swarmId, 0), key(swarmId, Long.MAX_VALUE))) {
                all.forEachRemaining(next -> keys.add(next.key));
            }
            keys.forEach(store::delete);
        }

        private static String key(String swarmId, long load) {
            return swarmId + '~' + String.format(Locale.ROOT, "%019d", load);
        }
    }

    private record KeptBytes(KeyValueStore<String, byte[]> store) implements States.Bytes {
        @Override
        public byte @Nullable [] get(String key) {
            return store.get(key);
        }

        @Override
        public void put(String key, byte[] bytes) {
            store.put(key, bytes);
        }

        @Override
        public void delete(String key) {
            store.delete(key);
        }
    }
}
