package dev.swarmlog.trace;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.agent.Agent;
import dev.swarmlog.agent.AgentFailure;
import dev.swarmlog.agent.Result;
import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.host.AgentHost;
import dev.swarmlog.agent.messages.MessageClient;
import dev.swarmlog.agent.messages.MessageDraft;
import dev.swarmlog.agent.sagas.SagaClient;
import dev.swarmlog.platform.PlatformParts;
import dev.swarmlog.runtime.telemetry.Telemetry;
import dev.swarmlog.sagas.Deployment;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import dev.swarmlog.v1.SagaCommand;
import dev.swarmlog.v1.SagaCommandKind;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One trace holds a message's whole way, and a saga's, parent to child across the topics. */
class TraceIT {
    private static final List<String> WAY = List.of("submit", "route", "deliver", "handle", "reply");

    private static final String SAGA = """
            apiVersion: swarmlog.dev/v1
            kind: Saga
            metadata: {name: traced, version: 1.0.0}
            steps:
              one: {task: flaky, retry: {attempts: 2, initial: 10ms}, compensate: {task: echo}}
              two: {task: refused, after: one}
            """;

    @TempDir
    Path folder;

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final Telemetry telemetry = Telemetry.into(SimpleSpanProcessor.create(spans), "all", 1.0);

    @Test
    void oneTraceHoldsTheWayOfAMessageParentToChild() throws Exception {
        try (PlatformParts platform = PlatformParts.start(folder, telemetry)) {
            ClusterConfig cluster = platform.cluster().withTelemetry(telemetry.openTelemetry());
            try (AgentHost host = AgentHost.connect(cluster)
                            .add(Agent.named("echo-1")
                                    .capability("echo", "1.0.0")
                                    .handler(context -> Result.json("1")))
                            .start();
                    MessageClient client = MessageClient.connect(cluster)) {
                Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> completes(client, spans));

                Awaitility.await()
                        .atMost(10, TimeUnit.SECONDS)
                        .untilAsserted(() -> assertThat(byName(spans)).containsKeys(WAY.toArray(String[]::new)));
                assertChain(byName(spans));
                assertThat(host.size()).isEqualTo(1);
            }
        }
    }

    @Test
    void eachAttemptOfASagaIsASpanWithItsWorkBelow() throws Exception {
        try (PlatformParts platform = PlatformParts.withSagas(folder, telemetry)) {
            ClusterConfig cluster = platform.cluster().withTelemetry(telemetry.openTelemetry());
            try (AgentHost _ = AgentHost.connect(cluster).add(flaky()).start();
                    SagaClient client = SagaClient.connect(cluster)) {
                Deployment.deploy(cluster, SAGA);
                Reply end = client.ask(SagaCommand.newBuilder()
                                .setKind(SagaCommandKind.START)
                                .setSagaId("s")
                                .setName("traced")
                                .setSentAtMs(0))
                        .get(60, TimeUnit.SECONDS);
                assertThat(end.getError()).contains("COMPENSATED");

                List<SpanData> attempts = attempts();
                assertThat(attempts)
                        .extracting(TraceIT::outline)
                        .containsExactly(
                                "one forward 1 RETRYABLE",
                                "one forward 2 worker",
                                "two forward 1 NON_RETRYABLE",
                                "one undo 1 worker");
                assertThat(attempts).allSatisfy(attempt -> {
                    assertThat(attribute(attempt, "workflow.id")).isEqualTo("s");
                    assertThat(attempt.getEndEpochNanos()).isGreaterThan(attempt.getStartEpochNanos());
                    assertThat(below(attempt)).extracting(SpanData::getName).contains("route");
                });
                assertThat(attempts)
                        .extracting(SpanData::getTraceId)
                        .containsOnly(attempts.getFirst().getTraceId());
                assertThat(attempts)
                        .extracting(SpanData::getParentSpanId)
                        .containsOnly(
                                requireNonNull(byName(spans).get("saga.START")).getSpanId());
            }
        }
    }

    /** The first time it cannot; the second it can. */
    private static Agent flaky() {
        AtomicInteger tries = new AtomicInteger();
        return Agent.named("worker")
                .capability("flaky", "1.0.0")
                .capability("refused", "1.0.0")
                .capability("echo", "1.0.0")
                .handler(context -> {
                    if (context.type().equals("refused")) {
                        throw AgentFailure.nonRetryable("never");
                    }
                    if (context.type().equals("flaky") && tries.incrementAndGet() == 1) {
                        throw AgentFailure.retryable("not yet");
                    }
                    return Result.json("1");
                });
    }

    private List<SpanData> attempts() {
        return spans.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals("saga.attempt"))
                .toList();
    }

    private List<SpanData> below(SpanData parent) {
        return spans.getFinishedSpanItems().stream()
                .filter(span -> span.getParentSpanId().equals(parent.getSpanId()))
                .toList();
    }

    private static String outline(SpanData attempt) {
        String failure = attribute(attempt, "error.type");
        return attribute(attempt, "workflow.step.id") + " " + attribute(attempt, "execution.direction") + " "
                + attempt.getAttributes().get(AttributeKey.longKey("execution.attempt")) + " "
                + (failure == null ? attribute(attempt, "agent.id") : failure);
    }

    private static @Nullable String attribute(SpanData span, String name) {
        return span.getAttributes().get(AttributeKey.stringKey(name));
    }

    private static void assertChain(Map<String, SpanData> spans) {
        for (int i = 1; i < WAY.size(); i++) {
            SpanData parent = requireNonNull(spans.get(WAY.get(i - 1)));
            SpanData child = requireNonNull(spans.get(WAY.get(i)));
            assertThat(child.getTraceId()).as(WAY.get(i)).isEqualTo(parent.getTraceId());
            assertThat(child.getParentSpanId()).as("parent of " + WAY.get(i)).isEqualTo(parent.getSpanId());
        }
    }

    /** Each try is a trace of its own; only the last one's spans are kept. */
    private static boolean completes(MessageClient client, InMemorySpanExporter spans) throws Exception {
        spans.reset();
        Reply reply = client.submit(MessageDraft.ofType("echo").json("{}")).get(30, TimeUnit.SECONDS);
        return reply.getStatus() == ReplyStatus.COMPLETED;
    }

    private static Map<String, SpanData> byName(InMemorySpanExporter spans) {
        return spans.getFinishedSpanItems().stream()
                .collect(Collectors.toMap(SpanData::getName, Function.identity(), (first, second) -> first));
    }
}
