package dev.swarmlog.coordinator.tracker;

import dev.swarmlog.coordinator.tracker.core.improve.Proposal;
import dev.swarmlog.coordinator.tracker.core.track.Track;
import dev.swarmlog.coordinator.tracker.definition.Catalogue;
import dev.swarmlog.runtime.store.LiveStore;
import dev.swarmlog.runtime.store.Row;
import dev.swarmlog.runtime.wiring.Addressed;
import dev.swarmlog.schemas.Topics;
import dev.swarmlog.schemas.wire.EventHeaders;
import dev.swarmlog.schemas.wire.Wire;
import dev.swarmlog.v1.Alert;
import dev.swarmlog.v1.Improvement;
import dev.swarmlog.v1.ImprovementCommand;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.SagaDefinition;
import dev.swarmlog.v1.SagaRun;
import dev.swarmlog.v1.SagaTrack;
import java.time.Duration;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Between Kafka Streams and a {@link TrackTask}. */
final class TrackProcessor implements Processor<String, @Nullable SpecificRecord, String, Object>, TrackerOutlet {
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final String SOURCE = "swarmlog/coordinator";

    private final TrackerConfig config;
    private final Wire wire;
    private final TrackerMeters meters;
    private final Catalogue catalogue;
    private ProcessorContext<String, Object> context;
    private TrackTask task;
    private Cancellable ticking;

    @SuppressWarnings("NullAway.Init") // Streams calls init before anything else
    TrackProcessor(TrackerConfig config, Wire wire, TrackerMeters meters, Catalogue catalogue) {
        this.config = config;
        this.wire = wire;
        this.meters = meters;
        this.catalogue = catalogue;
    }

    @Override
    public void init(ProcessorContext<String, Object> initialised) {
        context = initialised;
        long nowMs = context.currentSystemTimeMs();
        Topics topics = wire.topics();
        LiveStore<Row<Track>> counted = context.getStateStore(TrackerTopology.TRACKS);
        TrackShelf tracks = new TrackShelf(counted, config.tracksMax());
        tracks.restore(
                Row.codec(
                        wire,
                        topics.sagaTracks,
                        track -> TrackCodec.wire(track, catalogue.plans(track.name(), track.version())),
                        TrackCodec::track),
                nowMs);
        LiveStore<Row<Proposal>> proposed = context.getStateStore(TrackerTopology.PROPOSALS);
        ProposalShelf proposals = new ProposalShelf(proposed, catalogue);
        proposals.restore(
                Row.codec(wire, topics.improvementStatus, ProposalCodec::wire, ProposalCodec::proposal), nowMs);
        task = new TrackTask(config, catalogue, tracks, proposals, meters, this);
        ticking = context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, task::tick);
    }

    @Override
    public void process(Record<String, @Nullable SpecificRecord> record) {
        String key = record.key() == null ? "" : record.key();
        switch (record.value()) {
            case SagaRun run -> task.run(run, context.currentSystemTimeMs());
            case ImprovementCommand command -> task.command(key, command, context.currentSystemTimeMs());
            case null, default -> {}
        }
    }

    /** Streams goes on punctuating what it closes and initialises anew, unless it is told to stop. */
    @Override
    public void close() {
        ticking.cancel();
    }

    @Override
    public void track(String key, @Nullable SagaTrack track) {
        send(TrackerTopology.TOLD, key, track, new RecordHeaders());
    }

    @Override
    public void improvement(String id, @Nullable Improvement improvement) {
        send(TrackerTopology.STATUS, id, improvement, new RecordHeaders());
    }

    @Override
    public void deploy(SagaDefinition definition) {
        send(
                TrackerTopology.DEFINITIONS,
                definition.getName() + "@" + definition.getVersion(),
                definition,
                new RecordHeaders());
    }

    @Override
    public void answer(Addressed<Reply> answer) {
        Headers headers = new RecordHeaders();
        EventHeaders.add(headers, answer.reply().getMessageId(), "improvement", SOURCE, context.currentSystemTimeMs());
        send(TrackerTopology.REPLIES, answer.key(), answer, headers);
    }

    @Override
    public void alert(Alert alert) {
        send(TrackerTopology.ALERTS, alert.getSource(), alert, new RecordHeaders());
    }

    private void send(String sink, String key, @Nullable Object value, Headers headers) {
        context.forward(new Record<>(key, value, context.currentSystemTimeMs(), headers), sink);
    }
}
