package dev.swarmlog.runtime;

import static java.util.Objects.requireNonNull;

import dev.swarmlog.schemas.Topic;
import dev.swarmlog.schemas.wire.SchemaRegistryException;
import dev.swarmlog.schemas.wire.Wire;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the topics and schemas of the catalogue that are missing, and checks all topics. Safe to run twice at once. */
public final class TopicSetup {
    private static final Logger LOG = LoggerFactory.getLogger(TopicSetup.class);
    private static final int REPLICAS_MAX = 3;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** Who answers at all may take longer over dozens of topics: a broker makes a folder and its files for each partition. */
    private static final long MAKING_MS_MIN = 60_000;

    /** Where a difference would lose or misplace records; retention is the operator's to change. */
    private static final List<String> CHECKED =
            List.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.MAX_MESSAGE_BYTES_CONFIG);

    /** What a topic that is older than the catalogue is given without asking: it costs nobody a record. */
    private static final String ALTERED = TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG;

    private final PlatformConfig.Cluster cluster;
    private final long answerMs;
    private final long makingMs;
    private final Wire wire;

    public TopicSetup(PlatformConfig config, Wire wire) {
        this.cluster = config.cluster();
        this.answerMs = config.instance().startTimeoutMs();
        this.makingMs = Math.max(answerMs, MAKING_MS_MIN);
        this.wire = wire;
    }

    /** Makes or checks the topics. The answer is how many replicas new topics have on this cluster. */
    public short makeTopics() {
        Map<String, Object> properties = new HashMap<>(cluster.kafka());
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, cluster.bootstrapServers());
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) makingMs);
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) makingMs);
        try (Admin admin = Admin.create(properties)) {
            Set<String> present = present(admin);
            long deadline = nanosIn(makingMs);
            short replicas = replicas(admin);
            List<Topic<?>> created = createMissing(admin, present, replicas);
            onceVisible(deadline, () -> check(admin));
            if (!created.isEmpty()) {
                onceVisible(deadline, () -> awaitLeaders(admin, created));
            }
            return replicas;
        } catch (TimeoutException | UnknownTopicOrPartitionException e) {
            throw new CannotReachCluster(
                    "Kafka at " + cluster.bootstrapServers() + " has not made all topics after " + makingMs + " ms", e);
        } catch (InvalidReplicationFactorException e) {
            throw new IllegalStateException(
                    "cannot create topics with SWARMLOG_REPLICATION_FACTOR=" + cluster.replicationFactor() + ": "
                            + e.getMessage(),
                    e);
        } catch (KafkaException e) {
            throw new CannotReachCluster(
                    "cannot reach Kafka at " + cluster.bootstrapServers() + " (SWARMLOG_BOOTSTRAP_SERVERS): "
                            + e.getMessage(),
                    e);
        }
    }

    public void registerSchemas() {
        long deadline = nanosIn(answerMs);
        while (true) {
            try {
                wire.registerSchemas();
                return;
            } catch (SchemaRegistryException e) {
                boolean over = System.nanoTime() - deadline > 0
                        || Thread.currentThread().isInterrupted();
                if (over || !e.isTransient()) {
                    throw new CannotReachCluster(String.valueOf(e.getMessage()), e);
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    /** With three replicas a write counts when two have it, so that any one broker may die at any moment. */
    static Map<String, String> durability(int replicas) {
        return replicas < REPLICAS_MAX ? Map.of() : Map.of(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "2");
    }

    /** The first that is asked, so that who does not answer at all is known soon. */
    private Set<String> present(Admin admin) {
        try {
            return answer(admin.listTopics(new ListTopicsOptions().timeoutMs((int) answerMs))
                    .names());
        } catch (TimeoutException e) {
            throw new CannotReachCluster(
                    "Kafka at " + cluster.bootstrapServers() + " (SWARMLOG_BOOTSTRAP_SERVERS) did not answer within "
                            + answerMs + " ms (SWARMLOG_START_TIMEOUT_MS)",
                    e);
        }
    }

    private List<Topic<?>> createMissing(Admin admin, Set<String> present, short replicas) {
        List<Topic<?>> missing = wire.topics().all().stream()
                .filter(topic -> !present.contains(topic.name()))
                .toList();
        if (missing.isEmpty()) {
            return missing;
        }
        LOG.info("creating {} topics with {} replicas", missing.size(), replicas);
        admin.createTopics(
                        missing.stream().map(topic -> newTopic(topic, replicas)).toList())
                .values()
                .values()
                .forEach(TopicSetup::createdByUsOrAnother);
        return missing;
    }

    /**
     * A broker tells of new partitions before it takes records for them. A producer whose first batch is refused there while
     * its second is not loses the first (KAFKA-15591), so nobody gets to write before the leaders answer.
     */
    private static void awaitLeaders(Admin admin, List<Topic<?>> topics) {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (Topic<?> topic : topics) {
            for (int partition = 0; partition < topic.partitions(); partition++) {
                ends.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
            }
        }
        answer(admin.listOffsets(ends).all());
    }

    private static NewTopic newTopic(Topic<?> topic, short replicas) {
        Map<String, String> config = new HashMap<>(topic.brokerConfig());
        config.putAll(durability(replicas));
        return new NewTopic(topic.name(), topic.partitions(), replicas).configs(config);
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

    /** A broker hears of new topics a little later than the controller that made them. */
    private static void onceVisible(long deadline, Runnable ask) {
        while (true) {
            try {
                ask.run();
                return;
            } catch (UnknownTopicOrPartitionException e) {
                if (System.nanoTime() - deadline > 0) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private void check(Admin admin) {
        List<Topic<?>> all = wire.topics().all();
        var descriptions =
                admin.describeTopics(all.stream().map(Topic::name).toList()).topicNameValues();
        var configs = admin.describeConfigs(
                        all.stream().map(TopicSetup::resource).toList())
                .values();
        List<String> differences = new ArrayList<>();
        for (Topic<?> topic : all) {
            int partitions = answer(requireNonNull(descriptions.get(topic.name())))
                    .partitions()
                    .size();
            if (partitions != topic.partitions()) {
                differences.add(topic.name() + " has " + partitions + " partitions, not " + topic.partitions()
                        + " (SWARMLOG_PARTITIONS is " + cluster.partitions() + ")");
            }
            Config found = answer(requireNonNull(configs.get(resource(topic))));
            compareConfig(topic, found, differences);
            if (topic.stampedByBroker()) {
                stamp(admin, topic, found, differences);
            }
        }
        if (!differences.isEmpty()) {
            throw new TopicsDiffer(differences);
        }
    }

    private static void compareConfig(Topic<?> topic, Config found, List<String> differences) {
        for (String name : CHECKED) {
            String wanted = topic.brokerConfig().get(name);
            String value = found.get(name).value();
            if (!value.equals(wanted)) {
                differences.add(topic.name() + " has " + name + "=" + value + ", not " + wanted);
            }
        }
    }

    /** Records that were written before keep the stamp they have; readers look at each one's own. */
    private static void stamp(Admin admin, Topic<?> topic, Config found, List<String> differences) {
        String wanted = requireNonNull(topic.brokerConfig().get(ALTERED));
        String value = found.get(ALTERED).value();
        if (value.equals(wanted)) {
            return;
        }
        LOG.info("{} had {}={}, now {}", topic.name(), ALTERED, value, wanted);
        AlterConfigOp set = new AlterConfigOp(new ConfigEntry(ALTERED, wanted), AlterConfigOp.OpType.SET);
        try {
            answer(admin.incrementalAlterConfigs(Map.of(resource(topic), List.of(set)))
                    .all());
        } catch (AuthorizationException | PolicyViolationException e) {
            differences.add(topic.name() + " has " + ALTERED + "=" + value + ", not " + wanted
                    + ", and we may not alter it: " + e.getMessage());
        }
    }

    private static ConfigResource resource(Topic<?> topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
    }

    private static long nanosIn(long ms) {
        return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
    }

    private static <T> T answer(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
