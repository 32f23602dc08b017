package dev.swarmlog.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.processes.AgentProcess;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent whose host stands still in the middle of its work: others get the work, and what it says afterwards is refused. */
class HungAgentIT {
    private static final int MESSAGES = 24;
    private static final Pattern OPENED =
            Pattern.compile("^swarmlog_router_breaker_changes_total\\{[^}]*to=\"open\"[^}]*} [1-9]", Pattern.MULTILINE);

    @TempDir
    Path folder;

    @Test
    void itsWorkGoesToOthersItsBreakerOpensAndItsLateResultsAreRefused() throws Exception {
        Map<String, String> env = Map.of("SWARMLOG_ROUTER_LEASE_MS", "1000");
        try (SmallTown town = SmallTown.start(folder, env)) {
            List<CompletableFuture<Reply>> replies = Stream.generate(
                            () -> town.client.submit(AgentProcess.taking(Duration.ofMillis(600))))
                    .limit(MESSAGES)
                    .toList();
            Awaitility.await("it has work")
                    .atMost(30, TimeUnit.SECONDS)
                    .until(() -> town.audit.catchUp().underWay().stream()
                                    .flatMap(message -> message.deliveries().stream())
                                    .filter(sent -> sent.agentId().equals("agent-0"))
                                    .count()
                            >= 4);

            town.agent("agent-0").process().suspend();

            for (CompletableFuture<Reply> reply : replies) {
                assertThat(reply.get(60, TimeUnit.SECONDS).getStatus()).isEqualTo(ReplyStatus.COMPLETED);
            }
            assertThat(replies)
                    .anySatisfy(reply -> assertThat(reply.join().getAttempts()).isGreaterThan(1));
            assertThat(OPENED.matcher(town.metrics()).find())
                    .as("the breaker opened")
                    .isTrue();
            long refused = town.audit.catchUp().verdict().figures().resultsRefused();

            town.agent("agent-0").process().resume();

            Awaitility.await("it tells what it did, in vain")
                    .atMost(30, TimeUnit.SECONDS)
                    .until(() -> town.audit.catchUp().verdict().figures().resultsRefused() > refused);
            assertThat(town.audit.verdict().broken()).isEmpty();
        }
    }
}
