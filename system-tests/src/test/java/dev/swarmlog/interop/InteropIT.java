package dev.swarmlog.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.discovery.AgentDirectory;
import dev.swarmlog.agent.discovery.AgentQuery;
import dev.swarmlog.agent.messages.ClientSettings;
import dev.swarmlog.agent.messages.MessageClient;
import dev.swarmlog.agent.messages.MessageDraft;
import dev.swarmlog.schemas.Topic;
import dev.swarmlog.schemas.Topics;
import dev.swarmlog.standalone.Platform;
import dev.swarmlog.standalone.PlatformOptions;
import dev.swarmlog.v1.ErrorClass;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.kafka.tools.TopicCommand;
import org.apache.kafka.tools.consumer.ConsoleConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class InteropIT {
    private static final int MESSAGES = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ClientSettings GENTLY = ClientSettings.DEFAULT
            .withInFlightMax(32, ClientSettings.WhenFull.BLOCK)
            .withTimeout(PATIENCE);

    @SuppressWarnings("NullAway.Init")
    private static Platform platform;

    @SuppressWarnings("NullAway.Init")
    private static ClusterConfig cluster;

    @BeforeAll
    static void startPlatform() {
        platform = Platform.start(PlatformOptions.temporary());
        cluster = ClusterConfig.of(platform.bootstrapServers(), platform.schemaRegistryUrl());
    }

    @AfterAll
    static void stopPlatform() {
        platform.close();
    }

    @Test
    void aPythonAgentServesAThousandMessages() throws InterruptedException {
        try (ForeignAgent agent = ForeignAgent.python(platform, "counter")) {
            awaitAgents(agent, "text.count", 1);

            List<Reply> replies = submit("text.count", i -> "{\"text\":\"" + "word ".repeat(i % 50) + "\"}");

            assertAnswers(replies, i -> "{\"words\": " + i % 50 + ", \"characters\": " + 5 * (i % 50) + "}");
            assertThat(submitOne("text.count", "no json")).satisfies(InteropIT::isBadInput);
            assertLeaves(agent, "text.count");
        }
    }

    @Test
    void aJavaScriptAgentServesAThousandMessages() throws InterruptedException {
        try (ForeignAgent agent = ForeignAgent.javaScript(platform, "adder")) {
            awaitAgents(agent, "math.sum", 1);

            List<Reply> replies = submit("math.sum", i -> "{\"numbers\":[1,2," + i + "]}");

            assertAnswers(replies, i -> "{\"sum\":" + (3 + i) + "}");
            assertThat(submitOne("math.sum", "no json")).satisfies(InteropIT::isBadInput);
            assertLeaves(agent, "math.sum");
        }
    }

    @Test
    void kcatListsTheTopicsAndReadsThem() {
        Command kcat = Command.of("kcat", "-b", platform.bootstrapServers()).orSkip();

        String listing = kcat.and("-L").run().output();
        submitOne("nobody.can", "{}");
        String records = kcat.and(
                        "-C", "-t", "messages.replies", "-o", "beginning", "-e", "-s", "value=>bI", "-f", "%k %s\\n")
                .run()
                .output();

        assertThat(topicNames()).allSatisfy(topic -> assertThat(listing).contains("topic \"" + topic + "\""));
        assertThat(records.lines().filter(line -> line.matches("\\S+ 0\\s*\\d+")))
                .as(records)
                .isNotEmpty();
    }

    @Test
    void kafkasConsoleToolsListTheTopicsAndReadThem() {
        submitOne("nobody.can", "{}");

        String listing = kafkaTool(TopicCommand.class, "--list").run().output();
        String records = kafkaTool(ConsoleConsumer.class, "--topic", "messages.replies", "--from-beginning")
                .and("--max-messages", "1", "--timeout-ms", "30000", "--formatter-property", "print.headers=true")
                .run()
                .output();

        assertThat(listing.lines()).containsAll(topicNames());
        assertThat(records).contains("ce_type:").contains("Processed a total of 1 messages");
    }

    private static List<Reply> submit(String type, IntFunction<String> payload) {
        try (MessageClient client = MessageClient.connect(cluster, GENTLY)) {
            List<CompletableFuture<Reply>> replies = new ArrayList<>();
            for (int i = 0; i < MESSAGES; i++) {
                replies.add(client.submit(MessageDraft.ofType(type).json(payload.apply(i))));
            }
            return replies.stream().map(CompletableFuture::join).toList();
        }
    }

    private static Reply submitOne(String type, String payload) {
        try (MessageClient client = MessageClient.connect(cluster, GENTLY)) {
            return client.submit(MessageDraft.ofType(type).text(payload)).join();
        }
    }

    private static void assertAnswers(List<Reply> replies, IntFunction<String> expected) {
        assertThat(replies).hasSize(MESSAGES).allMatch(reply -> reply.getStatus() == ReplyStatus.COMPLETED);
        assertThat(replies.stream().map(InteropIT::text))
                .containsExactlyElementsOf(
                        IntStream.range(0, MESSAGES).mapToObj(expected).toList());
    }

    private static void isBadInput(Reply reply) {
        assertThat(reply.getStatus()).isEqualTo(ReplyStatus.FAILED);
        assertThat(reply.getErrorClass()).isEqualTo(ErrorClass.NON_RETRYABLE);
        assertThat(reply.getError()).containsIgnoringCase("error");
    }

    private static void assertLeaves(ForeignAgent agent, String capability) throws InterruptedException {
        agent.stop();

        awaitAgents(agent, capability, 0);
    }

    private static void awaitAgents(ForeignAgent agent, String capability, int count) throws InterruptedException {
        try (AgentDirectory directory = AgentDirectory.open(cluster)) {
            assertThat(directory.awaitLoaded(PATIENCE)).isTrue();
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(count == 0 || agent.isRunning()).as(agent::output).isTrue();
                assertThat(directory.find(AgentQuery.capable(capability)))
                        .as(agent::output)
                        .hasSize(count);
            });
        }
    }

    private static String text(Reply reply) {
        return StandardCharsets.UTF_8.decode(reply.getResult().duplicate()).toString();
    }

    private static List<String> topicNames() {
        return new Topics("").all().stream().map(Topic::name).toList();
    }

    private static Command kafkaTool(Class<?> tool, String... arguments) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return Command.of(java, "-cp", System.getProperty("java.class.path"), tool.getName())
                .and("--bootstrap-server", platform.bootstrapServers())
                .and(arguments);
    }
}
