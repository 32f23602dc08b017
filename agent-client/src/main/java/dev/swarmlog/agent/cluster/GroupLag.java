package dev.swarmlog.agent.cluster;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsResult;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * How far services are behind: what lies in their topics, and could be read, beyond what they have committed. A service
 * commits now and then, so that one which keeps up is behind by what comes in a commit interval.
 */
public final class GroupLag implements AutoCloseable {
    private static final int ANSWER_MS_MAX = 5_000;

    private final Admin admin;

    private GroupLag(Admin admin) {
        this.admin = admin;
    }

    public static GroupLag open(ClusterConfig config, String clientId) {
        Map<String, Object> settings = new HashMap<>(config.kafka());
        settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
        settings.put(AdminClientConfig.CLIENT_ID_CONFIG, clientId);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MS_MAX);
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MS_MAX);
        return new GroupLag(Admin.create(settings));
    }

    /** Records by group; without those groups of which nobody ever committed anything. */
    public Map<String, Long> behind(Collection<String> groups) throws InterruptedException {
        Map<String, Map<TopicPartition, OffsetAndMetadata>> committed = committed(groups);
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        committed.values().forEach(each -> each.keySet().forEach(at -> asked.put(at, OffsetSpec.latest())));
        Map<TopicPartition, ListOffsetsResultInfo> ends =
                answer(admin.listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                        .all());
        Map<String, Long> behind = new LinkedHashMap<>();
        committed.forEach((group, offsets) -> behind.put(group, behind(offsets, ends)));
        return behind;
    }

    private Map<String, Map<TopicPartition, OffsetAndMetadata>> committed(Collection<String> groups)
            throws InterruptedException {
        Map<String, ListConsumerGroupOffsetsSpec> asked = new HashMap<>();
        groups.forEach(group -> asked.put(group, new ListConsumerGroupOffsetsSpec()));
        ListConsumerGroupOffsetsResult told = admin.listConsumerGroupOffsets(asked);
        Map<String, Map<TopicPartition, OffsetAndMetadata>> committed = new LinkedHashMap<>();
        for (String group : groups) {
            Map<TopicPartition, OffsetAndMetadata> offsets = answer(told.partitionsToOffsetAndMetadata(group));
            offsets.values().removeIf(Objects::isNull);
            if (!offsets.isEmpty()) {
                committed.put(group, offsets);
            }
        }
        return committed;
    }

    /** An offset may be committed after we asked for the end. */
    private static long behind(
            Map<TopicPartition, OffsetAndMetadata> committed, Map<TopicPartition, ListOffsetsResultInfo> ends) {
        long behind = 0;
        for (var each : committed.entrySet()) {
            ListOffsetsResultInfo end = ends.get(each.getKey());
            behind +=
                    end == null ? 0 : Math.max(0, end.offset() - each.getValue().offset());
        }
        return behind;
    }

    private static <T> T answer(KafkaFuture<T> future) throws InterruptedException {
        try {
            return future.get(2L * ANSWER_MS_MAX, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new ClusterException("the cluster does not say how far groups are: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new ClusterException("the cluster does not answer", e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
