package dev.swarmlog.agent.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.swarmlog.agent.cluster.Logs;
import dev.swarmlog.schemas.Topic;
import dev.swarmlog.v1.AgentStatus;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class AgentDirectoryTest {
    private final Logs logs = new Logs();
    private final Topic<AgentStatus> topic = logs.wire.topics().status;

    @Test
    void isLoadedWhenItHasReadWhatWasThere() throws InterruptedException {
        logs.having(topic, 2, 1);

        try (AgentDirectory directory = AgentDirectory.open(logs.wire, logs.reader())) {
            assertThat(directory.awaitLoaded(Duration.ofMillis(20))).isFalse();

            publishAt(0, 0, "a");
            publishAt(1, 0, "b");

            assertThat(directory.awaitLoaded(Duration.ofSeconds(10))).isTrue();
            assertThat(directory.index().size()).isEqualTo(2);
            assertThat(directory.find(AgentQuery.capable("calc"))).hasSize(2);
        }
    }

    @Test
    void followsChangesAndSurvivesWhatItCannotRead() {
        logs.having(topic, 1, 0);
        List<String> heard = new CopyOnWriteArrayList<>();
        TopicPartition partition = new TopicPartition(topic.name(), 0);

        try (AgentDirectory directory = AgentDirectory.open(logs.wire, logs.reader())) {
            directory.listen((id, status) -> heard.add(id + (status == null ? " went" : " changed")));
            logs.arrives(topic, partition, "a", status("a"));
            logs.arrives(partition, "b", new byte[] {7});
            logs.arrives(topic, partition, "a", null);

            await().until(() -> heard.size() == 2);
            assertThat(heard).containsExactly("a changed", "a went");
            assertThat(directory.undecodable()).isEqualTo(1);
            assertThat(directory.index().size()).isZero();
        }
    }

    @Test
    void aListenerThatThrowsDoesNotStopTheReading() {
        logs.having(topic, 1, 0);
        TopicPartition partition = new TopicPartition(topic.name(), 0);

        try (AgentDirectory directory = AgentDirectory.open(logs.wire, logs.reader())) {
            directory.listen((id, status) -> {
                throw new IllegalStateException("a listener's bug");
            });
            logs.arrives(topic, partition, "a", status("a"));
            logs.arrives(topic, partition, "b", status("b"));

            await().until(() -> directory.index().size() == 2);
        }
    }

    private void publishAt(int partition, long offset, String id) {
        byte[] value = logs.wire.serde(topic).serializer().serialize(topic.name(), status(id));
        logs.consumer.schedulePollTask(
                () -> logs.consumer.addRecord(new ConsumerRecord<>(topic.name(), partition, offset, id, value)));
    }

    private static AgentStatus status(String id) {
        return Statuses.of(id).can("calc", "1.0.0").build();
    }
}
