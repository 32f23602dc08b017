package dev.swarmlog.coordinator.swarm;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.swarmlog.coordinator.core.colony.Task;
import dev.swarmlog.schemas.MessageAttributes;
import dev.swarmlog.v1.Message;
import dev.swarmlog.v1.Priority;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import dev.swarmlog.v1.Routing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What agents are asked by swarms, and what they answer.
 *
 * <pre>
 *   {"swarmId": ..., "points": [[1.5, 2], ...]}   -->  {"values": [3.25, ...]}     as many
 *   {"swarmId": ..., "items": [..., ...]}         -->  {"results": [..., ...]}     as many
 * </pre>
 */
final class Errands {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SOURCE = "swarmlog/coordinator";

    private final String replyTopic;
    private final int partition;

    /** Replies come to the partition of the task that asks. */
    Errands(String replyTopic, int partition) {
        this.replyTopic = replyTopic;
        this.partition = partition;
    }

    Message message(
            ErrandId id, Task.Errand kind, Task.@Nullable Way way, ByteBuffer payload, long nowMs, long untilMs) {
        Routing routing = new Routing(
                kind.capability(),
                kind.versions(),
                way == null ? "" : way.region(),
                way == null ? List.of() : way.tags(),
                "",
                "",
                "",
                true);
        return Message.newBuilder()
                .setMessageId(id.toString())
                .setType(kind.capability())
                .setSource(SOURCE)
                .setAttributes(Map.of("swarm.id", id.swarmId(), MessageAttributes.PATIENT, "true"))
                .setRouting(routing)
                .setPriority(Priority.NORMAL)
                .setSubmittedAtMs(nowMs)
                .setDeadlineMs(untilMs)
                .setReplyTopic(replyTopic)
                .setReplyPartition(partition)
                .setCorrelationKey(id.swarmId())
                .setPayload(payload)
                .build();
    }

    static ByteBuffer points(String swarmId, double[][] points) {
        return written(swarmId, "points", generator -> {
            for (double[] point : points) {
                generator.writeArray(point, 0, point.length);
            }
        });
    }

    /** Items are JSON already and go on as they are. */
    static ByteBuffer items(String swarmId, List<ByteBuffer> items) {
        return written(swarmId, "items", generator -> {
            for (ByteBuffer item : items) {
                generator.writeRawValue(
                        StandardCharsets.UTF_8.decode(item.duplicate()).toString());
            }
        });
    }

    private interface Body {
        void write(JsonGenerator generator) throws IOException;
    }

    private static ByteBuffer written(String swarmId, String field, Body body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator generator = JSON.createGenerator(out)) {
            generator.writeStartObject();
            generator.writeStringField("swarmId", swarmId);
            generator.writeArrayFieldStart(field);
            body.write(generator);
            generator.writeEndArray();
            generator.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ByteBuffer.wrap(out.toByteArray());
    }

    /** Null where the reply is no answer with so many values. */
    static double @Nullable [] values(Reply reply, int count) {
        JsonNode values = field(reply, "values");
        if (values == null || values.size() != count) {
            return null;
        }
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = values.get(i).isNumber() ? values.get(i).doubleValue() : Double.NaN;
        }
        return numbers;
    }

    /** Null where the reply is no answer with so many results. */
    static @Nullable List<byte[]> results(Reply reply, int count) {
        JsonNode results = field(reply, "results");
        if (results == null || results.size() != count) {
            return null;
        }
        List<byte[]> all = new ArrayList<>(count);
        for (JsonNode result : results) {
            all.add(result.toString().getBytes(StandardCharsets.UTF_8));
        }
        return all;
    }

    private static @Nullable JsonNode field(Reply reply, String name) {
        if (reply.getStatus() != ReplyStatus.COMPLETED) {
            return null;
        }
        try {
            JsonNode field = JSON.readTree(StandardCharsets.UTF_8
                            .decode(reply.getResult().duplicate())
                            .toString())
                    .path(name);
            return field.isArray() ? field : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
