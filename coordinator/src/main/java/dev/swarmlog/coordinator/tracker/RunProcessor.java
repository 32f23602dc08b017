package dev.swarmlog.coordinator.tracker;

import dev.swarmlog.coordinator.tracker.core.run.Run;
import dev.swarmlog.runtime.store.LiveStore;
import dev.swarmlog.runtime.store.Row;
import dev.swarmlog.schemas.wire.Wire;
import dev.swarmlog.v1.SagaEvent;
import dev.swarmlog.v1.SagaRun;
import java.time.Duration;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Makes one record of all that a saga did, when it has ended. Events of sagas that nobody looks at are not even decoded. */
final class RunProcessor implements Processor<String, byte @Nullable [], String, SagaRun> {
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final int PARTS = 10_000;

    private final TrackerConfig config;
    private final Wire wire;
    private final TrackerMeters meters;
    private final String topic;
    private final Deserializer<SagaEvent> events;
    private ProcessorContext<String, SagaRun> context;
    private RunShelf shelf;
    private Cancellable ticking;
    private int held;

    @SuppressWarnings("NullAway.Init") // Streams calls init before anything else
    RunProcessor(TrackerConfig config, Wire wire, TrackerMeters meters) {
        this.config = config;
        this.wire = wire;
        this.meters = meters;
        this.topic = wire.topics().sagaEvents.name();
        this.events = wire.serde(wire.topics().sagaEvents).deserializer();
    }

    @Override
    public void init(ProcessorContext<String, SagaRun> initialised) {
        context = initialised;
        LiveStore<Row<Run>> store = context.getStateStore(TrackerTopology.RUNS);
        shelf = new RunShelf(store, config.runsMax());
        shelf.restore(
                Row.codec(wire, wire.topics().sagaRuns, RunCodec::wire, RunCodec::run), context.currentSystemTimeMs());
        ticking = context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::tick);
    }

    private void tick(long nowMs) {
        meters.dropped(shelf.age(nowMs));
        hold(shelf.size());
    }

    private void hold(int now) {
        meters.following(now - held);
        held = now;
    }

    @Override
    public void process(Record<String, byte @Nullable []> record) {
        String sagaId = record.key();
        byte[] bytes = record.value();
        if (sagaId == null || bytes == null || !isLookedAt(sagaId)) {
            return;
        }
        SagaEvent event = event(bytes);
        if (event == null) {
            return;
        }
        Run known = shelf.find(sagaId);
        Run before = known == null ? Run.of(sagaId) : known;
        Run after = before.after(event.getVersion(), event.getAtMs(), RunCodec.notes(event));
        if (after.eventVersion() == before.eventVersion() || after.name().isEmpty()) {
            return;
        }
        if (after.isOver()) {
            shelf.remove(sagaId);
            meters.ended();
            context.forward(new Record<>(after.name(), RunCodec.wire(after), context.currentSystemTimeMs()));
        } else {
            meters.dropped(shelf.put(after));
        }
    }

    /** Null for what cannot be read: the saga is missing in the figures then, and its engine tells of it. */
    private @Nullable SagaEvent event(byte[] bytes) {
        try {
            return events.deserialize(topic, bytes);
        } catch (SerializationException e) {
            meters.dropped(1);
            return null;
        }
    }

    /** The same ones whoever asks, and all events of one saga or none. */
    private boolean isLookedAt(String sagaId) {
        return Math.floorMod(sagaId.hashCode() * 0x9E3779B9, PARTS) < config.share() * PARTS;
    }

    /** Streams goes on punctuating what it closes and initialises anew, unless it is told to stop. */
    @Override
    public void close() {
        ticking.cancel();
        hold(0);
    }
}
