package dev.swarmlog.trace;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.agent.Agent;
import dev.swarmlog.agent.Result;
import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.host.AgentHost;
import dev.swarmlog.agent.messages.MessageClient;
import dev.swarmlog.agent.messages.MessageDraft;
import dev.swarmlog.platform.PlatformParts;
import dev.swarmlog.runtime.telemetry.Telemetry;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One trace holds a message's whole way, parent to child across the topics. */
class TraceIT {
    private static final List<String> WAY = List.of("submit", "route", "deliver", "handle", "reply");

    @TempDir
    Path folder;

    @Test
    void oneTraceHoldsTheWayOfAMessageParentToChild() throws Exception {
        InMemorySpanExporter spans = InMemorySpanExporter.create();
        Telemetry telemetry = Telemetry.into(SimpleSpanProcessor.create(spans), "all", 1.0);
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
