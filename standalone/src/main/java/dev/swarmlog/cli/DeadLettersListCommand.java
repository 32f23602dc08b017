package dev.swarmlog.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.cluster.LogReader;
import dev.swarmlog.cli.cluster.ClusterOptions;
import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.cli.view.Json;
import dev.swarmlog.cli.view.Table;
import dev.swarmlog.schemas.Topic;
import dev.swarmlog.v1.DeadLetter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "list",
        description = "List the newest dead letters, the newest last.",
        footerHeading = "%nExample:%n",
        footer = "  ./swarmlog dead-letters list --limit 20")
final class DeadLettersListCommand implements Runnable {
    private static final long READING_SECONDS_MAX = 30;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "Show at most so many (${DEFAULT-VALUE})")
    private int limit;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final Output output = new Output();

    @Override
    public void run() {
        if (limit < 1) {
            throw Failure.wrongUsage("--limit: 1 or more, not " + limit);
        }
        List<DeadLetter> letters = read(cluster.reach());
        if (output.isJson()) {
            output.jsonArray(letters.stream().map(DeadLettersListCommand::json).toList());
            return;
        }
        Table table = Table.of("AT", "REASON", "MESSAGE", "FROM", ">ATTEMPTS", "DETAIL");
        letters.forEach(letter -> table.row(
                Instant.ofEpochMilli(letter.getAtMs()),
                letter.getReason(),
                text(letter.getKey()),
                place(letter),
                letter.getAttempts(),
                letter.getDetail()));
        output.lines(table.isEmpty() ? List.of("no dead letters") : table.lines());
    }

    private List<DeadLetter> read(ClusterConfig config) {
        Topic<DeadLetter> topic = config.wire().topics().deadLetters;
        Deque<DeadLetter> newest = new ArrayDeque<>();
        try (LogReader reader = LogReader.open(config, "swarmlog-dead-letters");
                Deserializer<DeadLetter> deserializer =
                        config.wire().serde(topic).deserializer()) {
            reader.readFromBeginning(IntStream.range(0, reader.partitionsOf(topic.name()))
                    .mapToObj(partition -> new TopicPartition(topic.name(), partition))
                    .toList());
            reader.start(
                    record -> {
                        keep(newest, deserializer, record.value());
                    },
                    false);
            reader.caughtUp().get(READING_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw Failure.cannotReach(topic.name() + " could not be read to its end in time", e);
        } catch (ExecutionException e) {
            throw Failure.because(topic.name() + " could not be read: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return List.copyOf(newest);
    }

    private void keep(Deque<DeadLetter> newest, Deserializer<DeadLetter> deserializer, byte[] value) {
        try {
            newest.addLast(deserializer.deserialize("", value));
        } catch (SerializationException e) {
            // somebody else's record on our topic; what is listed is what ours say
            return;
        }
        if (newest.size() > limit) {
            newest.removeFirst();
        }
    }

    private static ObjectNode json(DeadLetter letter) {
        return Json.object()
                .put("at", Instant.ofEpochMilli(letter.getAtMs()).toString())
                .put("reason", letter.getReason().name())
                .put("detail", letter.getDetail())
                .put("key", text(letter.getKey()))
                .put("topic", letter.getTopic())
                .put("partition", letter.getPartition())
                .put("offset", letter.getOffset())
                .put("attempts", letter.getAttempts())
                .put("valueBytes", letter.getValueBytes());
    }

    private static String place(DeadLetter letter) {
        return letter.getTopic() + "-" + letter.getPartition() + "@" + letter.getOffset();
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    }
}
