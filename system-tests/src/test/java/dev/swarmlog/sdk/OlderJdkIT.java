package dev.swarmlog.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.swarmlog.agent.messages.MessageClient;
import dev.swarmlog.agent.messages.MessageDraft;
import dev.swarmlog.deploy.Checkout;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The Java example, run from its source by the {@code java} on the PATH: users' programs need JDK 17 only. */
class OlderJdkIT {
    private static final Pattern FEATURE = Pattern.compile("version \"(\\d+)");
    /** All that a user's program takes in with the SDK. */
    private static final Pattern OF_THE_SDK = Pattern.compile(".*[/\\\\](schemas|agent-client)[/\\\\]target[/\\\\].*"
            + "|.*[/\\\\](avro|kafka-clients|jackson-[a-z]+|opentelemetry-(api|context|common)|semver4j|slf4j-api"
            + "|lz4-java|at.yawk.lz4|zstd-jni|snappy-java|commons-[a-z0-9]+)-[0-9][^/]*\\.jar");

    @Test
    @SuppressWarnings("try") // the router works without being spoken to
    void theExampleServesOnTheJdkOfThePath() throws Exception {
        int feature = featureOfJavaOnPath();
        assumeTrue(feature >= 17 && feature < 25, "skipped: 'java' on the PATH is " + feature + ", not 17 to 24");

        try (Ground ground = new Ground();
                StandInRouter router = new StandInRouter(ground.config())) {
            Process example = example(ground);
            try (MessageClient client = MessageClient.connect(ground.config())) {
                Reply reply = greetUntilAnswered(client);

                assertThat(reply.getStatus()).isEqualTo(ReplyStatus.COMPLETED);
                assertThat(UTF_8.decode(reply.getResult()).toString()).isEqualTo("Hello, world");
            } finally {
                example.destroy();
                example.waitFor();
            }
        }
    }

    /** The stand-in drops what comes before the agent has joined, so the first greetings may go unanswered. */
    private static Reply greetUntilAnswered(MessageClient client) {
        MessageDraft greeting = MessageDraft.ofType("greet").text("world").timeout(Duration.ofMillis(500));
        for (int tries = 0; ; tries++) {
            try {
                return client.submit(greeting).join();
            } catch (CompletionException late) {
                if (tries == 8) {
                    throw late;
                }
            }
        }
    }

    private static Process example(Ground ground) throws IOException {
        Path source = Checkout.root().resolve("examples/java-agent/GreeterAgent.java");
        String classPath = Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")))
                .filter(OF_THE_SDK.asMatchPredicate())
                .collect(Collectors.joining(File.pathSeparator));
        ProcessBuilder builder = new ProcessBuilder("java", "-cp", classPath, source.toString()).inheritIO();
        builder.environment()
                .putAll(Map.of(
                        "SWARMLOG_BOOTSTRAP_SERVERS", ground.bootstrapServers(),
                        "SWARMLOG_SCHEMA_REGISTRY", ground.schemaRegistryUrl()));
        return builder.start();
    }

    private static int featureOfJavaOnPath() throws IOException {
        Process asked =
                new ProcessBuilder("java", "-version").redirectErrorStream(true).start();
        Matcher found = FEATURE.matcher(new String(asked.getInputStream().readAllBytes(), UTF_8));
        return found.find() ? Integer.parseInt(found.group(1)) : 0;
    }
}
