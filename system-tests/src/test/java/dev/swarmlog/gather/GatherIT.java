package dev.swarmlog.gather;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.host.AgentHost;
import dev.swarmlog.agent.messages.Gathering;
import dev.swarmlog.agent.messages.MessageClient;
import dev.swarmlog.agent.messages.MessageDraft;
import dev.swarmlog.standalone.Platform;
import dev.swarmlog.standalone.PlatformOptions;
import dev.swarmlog.v1.GatheredAnswer;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Five agents, of which one hangs and one fails, and one that is killed in the middle. */
final class GatherIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> NAMES = List.of("quoter-1", "quoter-2", "quoter-3", "quoter-4", "quoter-5");
    private static final String FAILING = "quoter-2";
    private static final String HANGING = "quoter-5";

    private static final CountDownLatch RELEASE = new CountDownLatch(1);
    private static Platform platform;
    private static AgentHost host;
    private static MessageClient client;

    @BeforeAll
    static void start() {
        platform = Platform.start(PlatformOptions.temporary());
        ClusterConfig cluster = ClusterConfig.of(platform.bootstrapServers(), platform.schemaRegistryUrl());
        host = Quoter.host(cluster, RELEASE, NAMES);
        client = MessageClient.connect(cluster);
        await().atMost(PATIENCE)
                .until(() -> answered(ask(quote().gather(Gathering.all()))).size() == NAMES.size());
    }

    @AfterAll
    static void stop() {
        RELEASE.countDown();
        client.close();
        host.close();
        platform.close();
    }

    private static MessageDraft quote() {
        return MessageDraft.ofType(Quoter.CAPABILITY).json("{}").timeout(PATIENCE);
    }

    private static MessageDraft quoteAmongTroubles() {
        return quote().attribute(Quoter.FAILS, FAILING).attribute(Quoter.HANGS, HANGING);
    }

    private static Reply ask(MessageDraft draft) {
        return client.submit(draft).join();
    }

    private static List<String> answered(Reply reply) {
        return reply.getAnswers().stream()
                .filter(answer -> answer.getStatus() == ReplyStatus.COMPLETED)
                .map(GatheredAnswer::getAgentId)
                .toList();
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    }

    private static GatheredAnswer answerOf(Reply reply, String agentId) {
        return reply.getAnswers().stream()
                .filter(answer -> answer.getAgentId().equals(agentId))
                .findFirst()
                .orElseThrow(() -> new AssertionError(agentId + " is not in " + reply));
    }

    @Test
    void allButTheOnesInTroubleAnswerWithinTheWindow() {
        Reply reply = ask(quoteAmongTroubles().gather(Gathering.all().within(Duration.ofSeconds(3))));

        assertThat(reply.getStatus()).isEqualTo(ReplyStatus.PARTIAL);
        assertThat(answered(reply)).containsExactlyInAnyOrder("quoter-1", "quoter-3", "quoter-4");
        assertThat(answerOf(reply, FAILING).getStatus()).isEqualTo(ReplyStatus.FAILED);
        assertThat(answerOf(reply, FAILING).getError()).isEqualTo("sold out");
        assertThat(answerOf(reply, HANGING).getStatus()).isEqualTo(ReplyStatus.UNKNOWN);
        assertThat(reply.getError()).isEqualTo("3 of 5 answered, 1 failed, nothing came of 1");
    }

    static Stream<Arguments> certainties() {
        return Stream.of(
                Arguments.of(Gathering.first(), ReplyStatus.COMPLETED, "{\"price\":"),
                Arguments.of(Gathering.quorum(3), ReplyStatus.COMPLETED, ""),
                Arguments.of(Gathering.quorum(5), ReplyStatus.FAILED, ""),
                Arguments.of(Gathering.majority(), ReplyStatus.FAILED, ""));
    }

    /** One hangs for good, so whatever waits for it does not end within the test. */
    @ParameterizedTest
    @MethodSource("certainties")
    void whatIsCertainIsNotWaitedFor(Gathering gathering, ReplyStatus status, String result) {
        Reply reply = ask(quoteAmongTroubles().timeout(Duration.ofMinutes(10)).gather(gathering));

        assertThat(reply.getStatus()).isEqualTo(status);
        assertThat(text(reply.getResult())).startsWith(result);
        assertThat(reply.getAnswers()).hasSize(5);
    }

    @Test
    void numbersAreTakenFromThoseThatAreThere() {
        List<CompletableFuture<Reply>> replies = Stream.of(
                        Gathering.largest("/price"), Gathering.smallest("/price"), Gathering.average("/price"))
                .map(gathering -> quoteAmongTroubles().gather(gathering.within(Duration.ofSeconds(3))))
                .map(client::submit)
                .toList();

        assertThat(replies)
                .map(CompletableFuture::join)
                .allMatch(reply -> reply.getStatus() == ReplyStatus.PARTIAL)
                .map(reply -> text(reply.getResult()))
                .satisfiesExactly(
                        largest -> assertThat(largest).isEqualTo("{\"price\":4,\"asked\":[\"quoter-4\"]}"),
                        smallest -> assertThat(smallest).isEqualTo("{\"price\":1,\"asked\":[\"quoter-1\"]}"),
                        average -> assertThat(average).startsWith("2.66666"));
    }

    @Test
    void resultsAreMerged() {
        Reply reply = ask(quote().gather(Gathering.merge()));

        assertThat(reply.getStatus()).isEqualTo(ReplyStatus.COMPLETED);
        assertThat(text(reply.getResult())).contains(NAMES);
    }

    @Test
    void whatCannotBeIsRejectedWithTheReason() {
        assertThat(ask(quote().gather(Gathering.named("SOME", 0, ""))).getError())
                .contains("gather.mode");
        assertThat(ask(quote().gather(Gathering.all().of(1_000))).getError()).contains("gather.fanOut");
    }

    @Test
    void whoIsKilledInTheMiddleIsNamedOrReplaced() throws Exception {
        Process doomed = process("quoter-9");
        try {
            await().atMost(PATIENCE)
                    .until(() -> answered(ask(quote().strategy("BROADCAST"))).contains("quoter-9"));
            CompletableFuture<Reply> broadcast =
                    client.submit(quote().strategy("BROADCAST").attribute(Quoter.HANGS, "quoter-9"));
            CompletableFuture<Reply> five =
                    client.submit(quote().gather(Gathering.all().of(5)).attribute(Quoter.HANGS, "quoter-9"));
            assertThat(five.isDone() && broadcast.isDone()).isFalse();

            doomed.destroyForcibly().onExit().join();

            Reply named = broadcast.join();
            assertThat(named.getStatus()).isEqualTo(ReplyStatus.PARTIAL);
            assertThat(answered(named)).containsExactlyInAnyOrderElementsOf(NAMES);
            assertThat(answerOf(named, "quoter-9").getError()).contains("quoter-9 is not there any more");
            Reply replaced = five.join();
            assertThat(replaced.getStatus()).isEqualTo(ReplyStatus.COMPLETED);
            assertThat(answered(replaced)).containsExactlyInAnyOrderElementsOf(NAMES);
        } finally {
            doomed.destroyForcibly();
        }
    }

    private static Process process(String name) throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Quoter.class.getName(),
                        platform.bootstrapServers(),
                        platform.schemaRegistryUrl(),
                        name)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
