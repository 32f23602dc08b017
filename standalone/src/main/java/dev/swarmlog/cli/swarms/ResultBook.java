package dev.swarmlog.cli.swarms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.swarmlog.cli.cluster.TopicReading;
import dev.swarmlog.cli.view.Json;
import dev.swarmlog.coordinator.swarm.Audit;
import dev.swarmlog.schemas.Topic;
import dev.swarmlog.v1.SwarmCommand;
import dev.swarmlog.v1.SwarmItemResult;
import dev.swarmlog.v1.SwarmResult;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;

/** What a swarm was fed, and what became of it, as the topics say. */
public record ResultBook(List<SwarmCommand> feeds, List<SwarmResult> results) {

    public static ResultBook of(TopicReading topics, String swarmId) {
        List<SwarmCommand> feeds = new ArrayList<>();
        List<SwarmResult> results = new ArrayList<>();
        read(topics, topics.config().wire().topics().swarmCommands, swarmId, feeds::add);
        read(topics, topics.config().wire().topics().swarmResults, swarmId, results::add);
        return new ResultBook(feeds, results);
    }

    private static <V extends SpecificRecord> void read(
            TopicReading topics, Topic<V> topic, String swarmId, Consumer<V> to) {
        try (Deserializer<V> values = topics.config().wire().serde(topic).deserializer()) {
            topics.read(topic, swarmId, record -> {
                if (swarmId.equals(record.key()) && record.value() != null) {
                    to.accept(values.deserialize(topic.name(), record.value()));
                }
            });
        }
    }

    public Audit.Finding audit() {
        Audit audit = new Audit();
        feeds.forEach(audit::add);
        results.forEach(audit::add);
        return audit.finding();
    }

    /** A row for each result. */
    public void each(Consumer<JsonNode> to) {
        for (SwarmResult result : results) {
            for (SwarmItemResult item : result.getItems()) {
                ObjectNode row = Json.object()
                        .put("load", result.getLoad())
                        .put("item", item.getItem())
                        .put("agentId", result.getAgentId())
                        .put("seal", hex(item.getSeal()));
                if (item.getError().isEmpty()) {
                    row.set(
                            "result",
                            Json.parse(StandardCharsets.UTF_8
                                    .decode(item.getResult().duplicate())
                                    .toString()));
                } else {
                    row.put("error", item.getError());
                }
                to.accept(row);
            }
        }
    }

    private static String hex(ByteBuffer bytes) {
        byte[] all = new byte[bytes.remaining()];
        bytes.duplicate().get(all);
        return HexFormat.of().formatHex(all);
    }
}
