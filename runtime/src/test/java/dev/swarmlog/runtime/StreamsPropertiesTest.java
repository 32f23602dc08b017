package dev.swarmlog.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.runtime.StreamsTuning.Pace;
import dev.swarmlog.runtime.settings.Settings;
import dev.swarmlog.runtime.telemetry.Telemetry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.Test;

class StreamsPropertiesTest {
    @Test
    void letsRecordsOfATransactionWaitForItsCommitAndNoLonger() {
        assertThat(properties(StreamsTuning.exactlyOnce(25), Map.of())).containsEntry("producer.linger.ms", 25);
        assertThat(properties(StreamsTuning.exactlyOnce(1_000), Map.of())).containsEntry("producer.linger.ms", 50);
    }

    @Test
    void favoursLatencyUnlessAskedNotTo() {
        Properties quick = properties(StreamsTuning.exactlyOnce(25), Map.of());
        Properties many = properties(StreamsTuning.atLeastOnce(100), Map.of("SWARMLOG_TEST_PACE", "throughput"));

        assertThat(quick)
                .containsEntry("processing.guarantee", "exactly_once_v2")
                .containsEntry("commit.interval.ms", 25)
                .containsEntry("poll.ms", 5);
        assertThat(many)
                .containsEntry("processing.guarantee", "at_least_once")
                .containsEntry("producer.linger.ms", 5)
                .containsEntry("consumer.max.poll.records", 2_000);
    }

    @Test
    void letsRecordsWaitAMillisecondThatNoTransactionSends() {
        assertThat(properties(StreamsTuning.atLeastOnce(100), Map.of())).containsEntry("producer.linger.ms", 1);
    }

    @Test
    void fetchesLittleOfAPartitionAtATimeSoThatItHearsOfTheOthersMeanwhileAndRestoresByMuch() {
        assertThat(properties(StreamsTuning.atLeastOnce(100), Map.of()))
                .containsEntry("main.consumer.max.partition.fetch.bytes", 65_536)
                .doesNotContainKeys("consumer.max.partition.fetch.bytes", "restore.consumer.max.partition.fetch.bytes");
    }

    @Test
    void hasOneRequestUnderWaySoThatNoBatchOvertakesAnother() {
        assertThat(properties(StreamsTuning.atLeastOnce(100), Map.of()))
                .containsEntry("producer.max.in.flight.requests.per.connection", 1);
    }

    @Test
    void waitsForTheOtherTopicsUnlessTheirOrderDoesNotMatter() {
        StreamsTuning tuning = StreamsTuning.exactlyOnce(25);

        assertThat(properties(tuning, Map.of())).containsEntry("max.task.idle.ms", 0L);
        assertThat(properties(tuning.inAnyOrder(), Map.of())).containsEntry("max.task.idle.ms", -1L);
    }

    @Test
    void readsOnlyWhatIsCommittedWhateverItPromisesItself() {
        assertThat(properties(StreamsTuning.atLeastOnce(100), Map.of()))
                .containsEntry("consumer.isolation.level", "read_committed")
                .containsEntry("producer.acks", "all");
    }

    @Test
    void namesGroupMemberAndFolderAfterInstallationServiceAndInstance() {
        Map<String, String> env = Map.of("SWARMLOG_TOPIC_PREFIX", "blue.", "SWARMLOG_INSTANCE_ID", "i-7");
        Properties properties = properties(StreamsTuning.exactlyOnce(25), env);

        assertThat(properties)
                .containsEntry("application.id", "blue.test")
                .containsEntry("consumer.group.instance.id", "test-i-7");
        assertThat(properties.getProperty("state.dir")).endsWith("i-7");
    }

    @Test
    void endsADeadInstancesTransactionBeforeItsSession() {
        assertThat(properties(StreamsTuning.exactlyOnce(25), Map.of("SWARMLOG_SESSION_MS", "3000")))
                .containsEntry("consumer.session.timeout.ms", 3_000)
                .containsEntry("consumer.heartbeat.interval.ms", 600)
                .containsEntry("producer.transaction.timeout.ms", 2_400);
        assertThat(properties(StreamsTuning.exactlyOnce(25), Map.of("SWARMLOG_TEST_COMMIT_MS", "60000")))
                .containsEntry("producer.transaction.timeout.ms", 240_000);
    }

    @Test
    void goesOnWithTheSessionThatAnyBrokerGrants() {
        Properties properties = properties(StreamsTuning.exactlyOnce(25), Map.of());

        assertThat(StreamsProperties.relaxSession(properties)).isTrue();
        assertThat(properties)
                .containsEntry("consumer.session.timeout.ms", 6_000)
                .containsEntry("consumer.heartbeat.interval.ms", 1_200);
        assertThat(StreamsProperties.relaxSession(properties)).isFalse();
    }

    @Test
    void passesKafkasOwnSettingsOn() {
        assertThat(properties(StreamsTuning.exactlyOnce(25), Map.of("SWARMLOG_KAFKA_SECURITY_PROTOCOL", "SSL")))
                .containsEntry("security.protocol", "SSL");
    }

    @Test
    void keepsTheTopicsBehindStoresAsSafeAsAllOthers() {
        assertThat(StreamsProperties.replicated(1)).isEqualTo(Map.of("replication.factor", 1));
        assertThat(StreamsProperties.replicated(3))
                .isEqualTo(Map.of("replication.factor", 3, "topic.min.insync.replicas", "2"));
    }

    @Test
    void areSettingsThatKafkaStreamsTakes() {
        for (Pace pace : Pace.values()) {
            var config = new StreamsConfig(
                    properties(StreamsTuning.exactlyOnce(25), Map.of("SWARMLOG_TEST_PACE", pace.name())));

            assertThat(config.getMainConsumerConfigs("g", "c", 1)).containsKey("bootstrap.servers");
        }
    }

    private static Properties properties(StreamsTuning tuning, Map<String, String> env) {
        Settings settings = Settings.from(env);
        PlatformConfig config = PlatformConfig.from(settings);
        Service service = Service.of("test", tuning.orAsSet(settings, "SWARMLOG_TEST_"), context -> new Topology());
        var wire = ServiceContext.offline().wire();
        return StreamsProperties.forTests(
                service, new ServiceContext(config, wire, Telemetry.off(), new SimpleMeterRegistry()));
    }
}
