package dev.swarmlog.coordinator;

import dev.swarmlog.coordinator.Overview.Stream;
import dev.swarmlog.schemas.Topic;
import dev.swarmlog.schemas.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the brokers now and then how far the topics have grown. That counts every message of every client without reading
 * a single one.
 */
final class TopicSampler implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicSampler.class);

    private final Admin admin;
    private final Overview overview;
    private final Map<Stream, Topic<?>> watched;

    /** The services by their consumer groups. */
    private final Map<String, String> groups;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("coordinator-sampler").factory());

    TopicSampler(Admin admin, Topics topics, Overview overview) {
        this.admin = admin;
        this.overview = overview;
        this.groups = Map.of(
                topics.prefix() + "agent-registry", "agent-registry",
                topics.prefix() + "router", "router",
                topics.prefix() + "saga-engine", "saga-engine");
        this.watched = Map.of(
                Stream.SUBMITTED, topics.submitted,
                Stream.REPLIED, topics.replies,
                Stream.DEAD_LETTERED, topics.deadLetters);
    }

    void every(long ms) {
        var _ = timer.scheduleWithFixedDelay(this::sample, 0, ms, TimeUnit.MILLISECONDS);
    }

    private void sample() {
        try {
            Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
            watched.values()
                    .forEach(topic -> IntStream.range(0, topic.partitions())
                            .forEach(partition ->
                                    ends.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest())));
            var answer = admin.listOffsets(ends).all().get();
            long now = System.currentTimeMillis();
            watched.forEach((stream, topic) -> overview.sampled(
                    stream,
                    now,
                    answer.entrySet().stream()
                            .filter(end -> end.getKey().topic().equals(topic.name()))
                            .mapToLong(end -> end.getValue().offset())
                            .sum()));
            lags();
        } catch (ExecutionException e) {
            // The next look comes soon; until then the overview shows what was last known.
            LOG.debug("the brokers did not say how far the topics have grown", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How far what each service's group has committed is behind what the topics hold. */
    private void lags() throws ExecutionException, InterruptedException {
        Map<String, Map<TopicPartition, OffsetAndMetadata>> committed = admin.listConsumerGroupOffsets(
                        groups.keySet().stream()
                                .collect(Collectors.toMap(group -> group, group -> new ListConsumerGroupOffsetsSpec())))
                .all()
                .get();
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        committed
                .values()
                .forEach(offsets -> offsets.forEach((partition, at) -> {
                    if (at != null) {
                        ends.put(partition, OffsetSpec.latest());
                    }
                }));
        var answer = admin.listOffsets(ends).all().get();
        committed.forEach((group, offsets) -> {
            long lag = 0;
            for (var each : offsets.entrySet()) {
                var end = answer.get(each.getKey());
                if (end != null && each.getValue() != null) {
                    lag += Math.max(0, end.offset() - each.getValue().offset());
                }
            }
            overview.lags(groups.getOrDefault(group, group), lag);
        });
    }

    @Override
    public void close() {
        timer.shutdownNow();
        admin.close();
    }
}
