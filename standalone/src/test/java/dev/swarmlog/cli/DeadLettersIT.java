package dev.swarmlog.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.swarmlog.agent.Agent;
import dev.swarmlog.agent.AgentFailure;
import dev.swarmlog.agent.Result;
import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.host.AgentHost;
import dev.swarmlog.agent.messages.MessageClient;
import dev.swarmlog.agent.messages.MessageDraft;
import dev.swarmlog.cli.view.Json;
import dev.swarmlog.standalone.Platform;
import dev.swarmlog.standalone.PlatformOptions;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** A person at the terminal finds out what died, mends what was broken, and submits it again. */
class DeadLettersIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<Map<String, String>> paid = new CopyOnWriteArrayList<>();
    private volatile boolean broken = true;
    private String bootstrapServers = "";
    private String schemaRegistry = "";

    @Test
    void whatDiedIsFoundShownMendedAndSubmittedAgain() throws Exception {
        try (Platform platform = Platform.start(PlatformOptions.temporary())) {
            bootstrapServers = platform.bootstrapServers();
            schemaRegistry = platform.schemaRegistryUrl();
            ClusterConfig cluster = ClusterConfig.of(bootstrapServers, schemaRegistry);
            try (MessageClient client = MessageClient.connect(cluster);
                    AgentHost _ = AgentHost.connect(cluster)
                            .add(payer())
                            .add(wheel(client))
                            .start()) {
                String id = client.send(MessageDraft.ofType("pay")
                                .attribute("tenant", "north")
                                .timeout(Duration.ofMinutes(1))
                                .json("{\"amount\":12}"))
                        .get();
                client.send(MessageDraft.ofType("turn").timeout(Duration.ofMinutes(1)))
                        .get();
                writeNonsense("nonsense");
                await().atMost(PATIENCE).until(() -> list().size() == 3);

                whatDiedIsListed(id);
                itIsShownInFull(id);
                nothingIsSubmittedThatCannotBe();
                broken = false;
                itIsSubmittedAgainOnce(client, id);
            }
        }
    }

    private Agent payer() {
        return Agent.named("payer").capability("pay", "1.0.0").handler(context -> {
            if (broken) {
                throw AgentFailure.nonRetryable("the bank knows no such account");
            }
            paid.add(context.attributes());
            return Result.nothing();
        });
    }

    /** Hands its work on to itself. */
    private static Agent wheel(MessageClient client) {
        return Agent.named("wheel").capability("turn", "1.0.0").handler(context -> {
            client.send(context.handOn("turn").timeout(Duration.ofMinutes(1))).get();
            return Result.nothing();
        });
    }

    private void writeNonsense(String key) throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrapServers),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("messages.submitted", key, new byte[] {7, 7, 7}))
                    .get();
        }
    }

    private void whatDiedIsListed(String id) {
        assertThat(list()).extracting(letter -> letter.path("reason").asText()).contains("LOOPING", "UNDECODABLE");
        assertThat(list("--reason", "non_retryable", "--since", "1h"))
                .singleElement()
                .satisfies(letter -> assertThat(letter.path("key").asText()).isEqualTo(id))
                .satisfies(letter -> assertThat(letter.path("detail").asText()).contains("no such account"));
        assertThat(list("--limit", "1")).hasSize(1);
        assertThat(list("--since", "2100-01-01T00:00:00Z")).isEmpty();
    }

    private void itIsShownInFull(String id) {
        assertThat(run("show", id)).isZero();
        assertThat(out.toString())
                .contains("{\"amount\":12}", "tenant=north", "no such account", "NON_RETRYABLE")
                .contains("./swarmlog dead-letters resubmit " + id);
        JsonNode json = object("show", id, "--json");
        assertThat(json.path("message").path("payload").path("amount").asInt()).isEqualTo(12);
        assertThat(json.path("resubmittable").asBoolean()).isTrue();
        assertThat(run("show", "nobody")).isEqualTo(1);
        assertThat(err.toString()).contains("no dead letter of a message 'nobody'");
    }

    private void nothingIsSubmittedThatCannotBe() {
        assertThat(run("resubmit", "nonsense")).isEqualTo(1);
        assertThat(err.toString()).contains("'nonsense' cannot be submitted again", "no message");
        List<JsonNode> plan = array("resubmit", "--all", "--dry-run", "--json");
        assertThat(plan)
                .extracting(told -> told.path("what").asText())
                .containsExactlyInAnyOrder("WOULD_SUBMIT", "WOULD_SUBMIT", "PASSED_OVER");
    }

    private void itIsSubmittedAgainOnce(MessageClient client, String id) throws Exception {
        List<JsonNode> first = array("resubmit", id, "--deadline", "1m", "--json");
        List<JsonNode> second = array("resubmit", "--reason", "non_retryable", "--json");

        assertThat(first)
                .singleElement()
                .satisfies(told -> assertThat(told.path("what").asText()).isEqualTo("SUBMITTED"));
        assertThat(second.getFirst().path("resubmittedAs"))
                .isEqualTo(first.getFirst().path("resubmittedAs"));
        // What is sent after it and done tells that it had its time.
        client.submit(MessageDraft.ofType("pay").attribute("last", "yes")).get();
        assertThat(paid)
                .extracting(attributes -> attributes.getOrDefault("swarmlog.resubmitted-from", "none"))
                .containsExactlyInAnyOrder(id, "none");
        assertThat(list()).hasSize(3);
    }

    private List<JsonNode> list(String... words) {
        return array(
                Stream.concat(Stream.of("list", "--json"), Stream.of(words)).toArray(String[]::new));
    }

    private List<JsonNode> array(String... words) {
        return StreamSupport.stream(object(words).spliterator(), false).toList();
    }

    private JsonNode object(String... words) {
        assertThat(run(words)).as(err.toString()).isZero();
        return Json.parse(out.toString());
    }

    private int run(String... words) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        List<String> all = new ArrayList<>(List.of("dead-letters"));
        all.addAll(List.of(words));
        all.addAll(List.of("--bootstrap-servers", bootstrapServers, "--schema-registry", schemaRegistry));
        return Swarmlog.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }
}
