package dev.swarmlog.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.audit.MessageTrail.Sent;
import dev.swarmlog.processes.AgentProcess;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A long task is left to its agent for as long as that reports, and to another soon after it died. */
@Tag("long")
class LongTaskIT {
    private static final int LEASE_MS = 1_000;
    private static final Duration SENT_AGAIN_WITHIN = Duration.ofSeconds(3);

    @TempDir
    Path folder;

    @Test
    void aTaskThatReportsProgressForTenTimesItsLeaseIsSentOnce() throws Exception {
        Map<String, String> env = Map.of("SWARMLOG_ROUTER_LEASE_MS", String.valueOf(LEASE_MS));
        try (SmallTown town = SmallTown.start(folder, env)) {
            Reply reply = town.client
                    .submit(AgentProcess.taking(Duration.ofMillis(10 * LEASE_MS + 500)))
                    .get(60, TimeUnit.SECONDS);

            assertThat(reply.getStatus()).isEqualTo(ReplyStatus.COMPLETED);
            assertThat(reply.getAttempts()).isEqualTo(1);
            List<Sent> deliveries =
                    town.audit.catchUp().message(reply.getMessageId()).deliveries();
            // Where the machine keeps a router from its group, whoever takes over says the same again, to the letter.
            assertThat(deliveries).extracting(Sent::fence).containsOnly(1L);
            assertThat(deliveries.getFirst().leaseMs()).isEqualTo(LEASE_MS);
        }
    }

    @Test
    void theTaskOfAKilledAgentIsSentAgainWithinSecondsOfTheVerdict() throws Exception {
        try (SmallTown town = SmallTown.start(folder, Map.of())) {
            CompletableFuture<Reply> reply = town.client.submit(AgentProcess.taking(Duration.ofSeconds(5)));
            Sent first = awaitDelivery(town, 1);

            town.agent(first.agentId()).process().kill();

            Sent second = awaitDelivery(town, 2);
            long diedAtMs = town.audit.catchUp().diedAtMs(first.agentId()).orElseThrow();
            Duration afterVerdict = Duration.ofMillis(second.atMs() - diedAtMs);
            System.out.println("declared dead " + (diedAtMs - first.atMs()) + " ms after the delivery, sent again "
                    + afterVerdict.toMillis() + " ms later");
            assertThat(second.agentId()).isNotEqualTo(first.agentId());
            assertThat(afterVerdict).isLessThanOrEqualTo(SENT_AGAIN_WITHIN);
            assertThat(second.atMs() - first.atMs())
                    .as("not for the lease's end")
                    .isLessThan(first.leaseMs());
            assertThat(reply.get(60, TimeUnit.SECONDS).getAttempts()).isEqualTo(2);
            assertThat(town.audit.catchUp().verdict().broken()).isEmpty();
        }
    }

    /** The only message that is sent so often and takes long. */
    private static Sent awaitDelivery(SmallTown town, int fence) {
        return Awaitility.await("delivery " + fence)
                .atMost(60, TimeUnit.SECONDS)
                .until(
                        () -> town.audit.catchUp().underWay().stream()
                                .flatMap(message -> message.deliveries().stream())
                                .filter(sent -> sent.fence() == fence)
                                .toList(),
                        found -> !found.isEmpty())
                .getFirst();
    }
}
