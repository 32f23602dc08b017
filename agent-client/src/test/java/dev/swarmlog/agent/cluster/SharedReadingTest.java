package dev.swarmlog.agent.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** A reader that shares a topic with others reads what its group gives it, from the beginning, and says what it gives up. */
class SharedReadingTest {
    private final Logs logs = new Logs();
    private final String topic = logs.wire.topics().agentConfigs.name();
    private final List<String> heard = new CopyOnWriteArrayList<>();

    private final LogReader.Share share = new LogReader.Share() {
        @Override
        public void settled() {
            if (heard.isEmpty() || !heard.get(heard.size() - 1).equals("settled")) {
                heard.add("settled");
            }
        }

        @Override
        public void revoked(Collection<Integer> partitions) {
            heard.add("gave up " + Set.copyOf(partitions));
        }
    };

    private void given(Integer... partitions) {
        List<TopicPartition> given = List.of(partitions).stream()
                .map(p -> new TopicPartition(topic, p))
                .toList();
        logs.consumer.schedulePollTask(() -> logs.consumer.rebalance(given));
    }

    @Test
    void readsWhatItIsGivenFromTheBeginningEachTime() {
        logs.having(logs.wire.topics().agentConfigs, 2, 0);
        logs.consumer.updateEndOffsets(Map.of(new TopicPartition(topic, 0), 1L, new TopicPartition(topic, 1), 0L));
        try (LogReader reader = logs.reader()) {
            reader.readShared(topic, share);
            reader.start(record -> heard.add("read " + record.key()), false);

            given(0);
            logs.arrives(new TopicPartition(topic, 0), "a", new byte[0]);
            await().until(() -> heard.contains("read a"));
            await().until(() -> heard.get(heard.size() - 1).equals("settled"));
            given(1);
            await().until(() -> heard.contains("gave up [0]"));

            assertThat(heard.indexOf("read a")).isLessThan(heard.lastIndexOf("settled"));
        }
        assertThat(heard).last().isEqualTo("gave up [1]");
    }
}
