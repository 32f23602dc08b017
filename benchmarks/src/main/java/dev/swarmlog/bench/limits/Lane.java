package dev.swarmlog.bench.limits;

import dev.swarmlog.bench.Ground;
import dev.swarmlog.schemas.Topics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartition;

/** Two topics: what goes in, and what comes out. */
record Lane(String bootstrapServers, String input, String output) {
    static final int PARTITIONS = Topics.PARTITIONS_OF_ONE_MACHINE;

    /** Made anew, with a name that no other part has. */
    static Lane make(Ground ground, String name) throws InterruptedException {
        Lane lane = new Lane(ground.bootstrapServers(), "limits-" + name + "-in", "limits-" + name + "-out");
        Map<String, Object> settings =
                Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, (Object) ground.bootstrapServers());
        try (Admin admin = Admin.create(settings)) {
            admin.createTopics(List.of(
                            new NewTopic(lane.input, PARTITIONS, (short) 1),
                            new NewTopic(lane.output, PARTITIONS, (short) 1)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot make the topics of " + name, e.getCause());
        }
        return lane;
    }

    List<TopicPartition> inputPartitions() {
        return IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(input, partition))
                .toList();
    }
}
