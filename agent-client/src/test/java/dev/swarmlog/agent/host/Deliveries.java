package dev.swarmlog.agent.host;

import dev.swarmlog.schemas.Canary;
import dev.swarmlog.v1.Delivery;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Deliveries to test with: first attempts at small echoes, due in an hour. */
final class Deliveries {
    private final String agentId;
    private final long epoch;
    private String messageId = "m";
    private String type = "echo";
    private int attempt = 1;
    private long fence = 1;
    private int leaseMs = 30_000;
    private long deadlineMs = System.currentTimeMillis() + 3_600_000;
    private int outcomePartition = 3;
    private String payload = "{}";
    private String withdrawal = "";

    private Deliveries(String agentId, long epoch) {
        this.agentId = agentId;
        this.epoch = epoch;
    }

    static Deliveries to(String agentId, long epoch) {
        return new Deliveries(agentId, epoch);
    }

    /** As the registry asks. */
    static Deliveries canary(String agentId, long epoch, long number) {
        Deliveries canary = new Deliveries(agentId, epoch).message(Canary.ID_PREFIX + agentId + ":" + number);
        canary.type = Canary.TYPE;
        canary.deadlineMs = 0;
        return canary;
    }

    Deliveries message(String id) {
        messageId = id;
        return this;
    }

    Deliveries fence(long now) {
        fence = now;
        return this;
    }

    Deliveries attempt(int now) {
        attempt = now;
        return this;
    }

    Deliveries leaseMs(int lease) {
        leaseMs = lease;
        return this;
    }

    Deliveries deadlineMs(long at) {
        deadlineMs = at;
        return this;
    }

    Deliveries outcomePartition(int partition) {
        outcomePartition = partition;
        return this;
    }

    Deliveries payload(String text) {
        payload = text;
        return this;
    }

    Deliveries withdrawn(String why) {
        withdrawal = why;
        return this;
    }

    Delivery build() {
        return new Delivery(
                messageId + "#" + attempt,
                messageId,
                agentId,
                epoch,
                attempt,
                fence,
                leaseMs,
                System.currentTimeMillis(),
                deadlineMs,
                outcomePartition,
                type,
                "test",
                Map.of("key", "value"),
                0,
                "application/json",
                ByteBuffer.wrap(payload.getBytes(StandardCharsets.UTF_8)),
                withdrawal);
    }
}
