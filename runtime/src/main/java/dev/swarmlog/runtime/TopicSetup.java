package dev.swarmlog.runtime;

import static java.util.Objects.requireNonNull;

import dev.swarmlog.schemas.Topic;
import dev.swarmlog.schemas.wire.SchemaRegistryException;
import dev.swarmlog.schemas.wire.Wire;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the topics and schemas of the catalogue that are missing and checks those that are there. Safe to run twice at once. */
public final class TopicSetup {
    private static final Logger LOG = LoggerFactory.getLogger(TopicSetup.class);
    private static final int ANSWER_MS_MAX = 8_000;
    private static final int REPLICAS_MAX = 3;

    /** What a difference in would lose or misplace records; retention is the operator's to change. */
    private static final List<String> CHECKED =
            List.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.MAX_MESSAGE_BYTES_CONFIG);

    private final PlatformConfig.Cluster cluster;
    private final Wire wire;

    public TopicSetup(PlatformConfig.Cluster cluster, Wire wire) {
        this.cluster = cluster;
        this.wire = wire;
    }

    public void run() {
        Map<String, Object> properties = new HashMap<>(cluster.kafka());
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, cluster.bootstrapServers());
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MS_MAX);
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MS_MAX / 2);
        try (Admin admin = Admin.create(properties)) {
            createOrCheck(admin);
        } catch (KafkaException e) {
            throw unreachable(e);
        }
        try {
            wire.registerSchemas();
        } catch (SchemaRegistryException e) {
            throw new CannotReachCluster(String.valueOf(e.getMessage()), e);
        }
    }

    private void createOrCheck(Admin admin) {
        Collection<String> present = answer(admin.listTopics().names());
        List<Topic<?>> missing = new ArrayList<>();
        List<Topic<?>> existing = new ArrayList<>();
        for (Topic<?> topic : wire.topics().all()) {
            (present.contains(topic.name()) ? existing : missing).add(topic);
        }
        if (!missing.isEmpty()) {
            create(admin, missing);
        }
        if (!existing.isEmpty()) {
            check(admin, existing);
        }
    }

    private void create(Admin admin, List<Topic<?>> missing) {
        Optional<Short> replicas = Optional.of(replicas(admin));
        List<NewTopic> fresh = missing.stream()
                .map(topic -> new NewTopic(topic.name(), Optional.of(topic.partitions()), replicas)
                        .configs(topic.brokerConfig()))
                .toList();
        LOG.info("creating {} topics with {} replicas", fresh.size(), replicas.get());
        admin.createTopics(fresh).values().values().forEach(TopicSetup::createdByUsOrAnother);
    }

    private void check(Admin admin, List<Topic<?>> existing) {
        var configs = admin.describeConfigs(
                        existing.stream().map(TopicSetup::resource).toList())
                .values();
        var descriptions = admin.describeTopics(
                        existing.stream().map(Topic::name).toList())
                .topicNameValues();
        List<String> differences = new ArrayList<>();
        for (Topic<?> topic : existing) {
            int partitions = answer(requireNonNull(descriptions.get(topic.name())))
                    .partitions()
                    .size();
            if (partitions != topic.partitions()) {
                differences.add(topic.name() + " has " + partitions + " partitions, not " + topic.partitions()
                        + " (SWARMLOG_PARTITIONS is " + cluster.partitions() + ")");
            }
            compareConfig(topic, answer(requireNonNull(configs.get(resource(topic)))), differences);
        }
        if (!differences.isEmpty()) {
            throw new TopicsDiffer(differences);
        }
    }

    private static ConfigResource resource(Topic<?> topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
    }

    private static void compareConfig(Topic<?> topic, Config found, List<String> differences) {
        for (String name : CHECKED) {
            String wanted = topic.brokerConfig().get(name);
            String value = found.get(name).value();
            if (wanted != null && !wanted.equals(value)) {
                differences.add(topic.name() + " has " + name + "=" + value + ", not " + wanted);
            }
        }
    }

    private short replicas(Admin admin) {
        if (cluster.replicationFactor() > 0) {
            return (short) cluster.replicationFactor();
        }
        return (short)
                Math.min(REPLICAS_MAX, answer(admin.describeCluster().nodes()).size());
    }

    private static void createdByUsOrAnother(KafkaFuture<Void> creation) {
        try {
            answer(creation);
        } catch (TopicExistsException e) {
            LOG.debug("another instance was faster: {}", e.getMessage());
        }
    }

    private static <T> T answer(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException(e);
        }
    }

    private CannotReachCluster unreachable(KafkaException cause) {
        return new CannotReachCluster(
                "cannot reach Kafka at " + cluster.bootstrapServers() + " (SWARMLOG_BOOTSTRAP_SERVERS): "
                        + cause.getMessage(),
                cause);
    }
}
