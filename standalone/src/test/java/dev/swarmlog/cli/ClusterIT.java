package dev.swarmlog.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.swarmlog.cli.view.Json;
import dev.swarmlog.standalone.processes.JavaProcess;
import dev.swarmlog.standalone.processes.JavaProcess.Jvm;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code cluster start}: any one broker may die, what was acknowledged is there next time, and nobody is left behind. */
final class ClusterIT {
    private static final TopicPartition TOPIC = new TopicPartition("words", 0);
    private static final List<String> START = List.of(
            "cluster",
            "start",
            "--brokers",
            "3",
            "--port",
            "0",
            "--schema-registry-port",
            "0",
            "--heap",
            "192",
            "--json");

    /** What the nodes inherit: they do not live for long enough to be worth compiling well. */
    private static final Map<String, String> QUICKLY = Map.of("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    /** A cluster, and what it said of itself. */
    private record Started(JavaProcess process, JsonNode told) {
        String bootstrapServers() {
            return told.path("bootstrapServers").asText();
        }

        List<ProcessHandle> brokers() {
            return StreamSupport.stream(told.path("pids").spliterator(), false)
                    .flatMap(pid -> ProcessHandle.of(pid.asLong()).stream())
                    .toList();
        }
    }

    @Test
    void keepsWhatItAcknowledgedAndLeavesNobodyBehind() throws Exception {
        Started first = start("first.out");
        List<ProcessHandle> brokers = first.brokers();
        assertThat(brokers).hasSize(3);
        makeTopic(first.bootstrapServers());
        write(first.bootstrapServers(), "before");
        brokers.getFirst().destroyForcibly();
        write(first.bootstrapServers(), "with two of three");
        first.process().close();
        assertThat(brokers).noneMatch(ProcessHandle::isAlive);

        Started again = start("again.out");
        try {
            assertThat(read(again.bootstrapServers())).containsExactly("before", "with two of three");
        } finally {
            brokers = again.brokers();
            again.process().kill();
        }
        List<ProcessHandle> orphans = brokers;
        Awaitility.await("whose starter was killed, end")
                .untilAsserted(() -> assertThat(orphans).noneMatch(ProcessHandle::isAlive));
    }

    private Started start(String out) throws Exception {
        List<String> arguments = new ArrayList<>(START);
        arguments.addAll(List.of("--data", folder.resolve("data").toString()));
        JavaProcess process = JavaProcess.launch(
                folder.resolve(out),
                new JavaProcess.Plan(Jvm.brief(256), Swarmlog.class.getName(), QUICKLY, arguments));
        process.awaitSaid("startupMs");
        String line = Files.readString(folder.resolve(out), StandardCharsets.UTF_8)
                .lines()
                .filter(said -> said.contains("startupMs"))
                .findFirst()
                .orElseThrow();
        return new Started(process, Json.parse(line));
    }

    private static void makeTopic(String bootstrapServers) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(TOPIC.topic(), 1, (short) 3)))
                    .all()
                    .get();
        }
    }

    private static void write(String bootstrapServers, String word) throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(TOPIC.topic(), word)).get(30, TimeUnit.SECONDS);
        }
    }

    private static List<String> read(String bootstrapServers) {
        List<String> words = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(TOPIC));
            consumer.seekToBeginning(List.of(TOPIC));
            long end = consumer.endOffsets(List.of(TOPIC)).getOrDefault(TOPIC, 0L);
            while (consumer.position(TOPIC) < end) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(100))) {
                    words.add(record.value());
                }
            }
        }
        return words;
    }
}
