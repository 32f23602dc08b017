package dev.swarmlog.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.agent.Agent;
import dev.swarmlog.agent.Result;
import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.host.AgentHost;
import dev.swarmlog.agent.sessions.Participant;
import dev.swarmlog.agent.sessions.PlanDraft;
import dev.swarmlog.agent.sessions.SessionClient;
import dev.swarmlog.v1.SessionCommandKind;
import dev.swarmlog.v1.SessionReply;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A session in which an agent that others wait for goes: its lease goes on to the next, and the phase opens without it. */
final class ReviewScene implements AutoCloseable {
    static final String ID = "review-1";

    private static final Duration LONG = Duration.ofMinutes(10);

    private final SessionClient client;
    private final AgentHost fragile;
    private final CompletableFuture<SessionReply> next;

    private ReviewScene(SessionClient client, AgentHost fragile, CompletableFuture<SessionReply> next) {
        this.client = client;
        this.fragile = fragile;
        this.next = next;
    }

    static ReviewScene play(ClusterConfig cluster) throws InterruptedException {
        AgentHost host = AgentHost.connect(cluster);
        host.add(Agent.named("reviewer-3").capability("text.review", "1.0.0").handler(context -> Result.text("fine")));
        host.start();
        SessionClient client = SessionClient.connect(cluster);
        client.create(
                ID,
                PlanDraft.of("review")
                        .role("editor", 1)
                        .role("reviewer", 3)
                        .channel("remarks", 12)
                        .channel("tasks", 4)
                        .phase("read", "reviewer")
                        .phase("decide", "editor")
                        .phase("publish", "editor")
                        .plan());
        Participant ann = client.join(ID, "ann", "reviewer", "stock-reserve", 0);
        Participant bob = client.join(ID, "bob", "reviewer", "pay-charge", 0);
        Participant cid = client.join(ID, "cid", "reviewer", "reviewer-3", 0);
        Participant editor = client.join(ID, "ed", "editor");
        assertThat(ann.awaitPhase("read", LONG)).isTrue();
        editor.put("outline", "{\"chapters\":[\"why\",\"how\",\"what it costs\"],\"by\":\"ed\"}");
        ann.compareAndSet("verdict/ann", 0, "\"good\"");
        bob.compareAndSet(
                "verdict/bob",
                0,
                "{\"verdict\":\"too long\",\"pages\":[3,4,17,18,19,23],\"says\":\"twice the same, and the second time"
                        + " is better\"}");
        for (int page = 1; page <= 7; page++) {
            ann.send("remarks", "{\"page\":" + page + "}");
        }
        editor.send("tasks", "{\"cut\":\"page 17\"}");
        assertThat(editor.receive("remarks", 3, LONG, Duration.ZERO)).hasSize(3);
        assertThat(ann.lease("figures", LONG, Duration.ZERO)).isPresent();
        assertThat(cid.lease("handbook", LONG, Duration.ZERO)).isPresent();
        CompletableFuture<SessionReply> next = client.ask(bob.command(SessionCommandKind.ACQUIRE, "handbook")
                .setHoldMs(LONG.toMillis())
                .setWaitMs(LONG.toMillis()));
        ann.arrive("read");
        bob.arrive("read");
        return new ReviewScene(client, host, next);
    }

    /** Of the one agent for which the phase waits. */
    void loseTheThirdReviewer() throws Exception {
        assertThat(next).isNotDone();
        fragile.close();
        assertThat(next.get(60, TimeUnit.SECONDS).getNumber())
                .as("the next fence")
                .isEqualTo(2);
    }

    @Override
    public void close() {
        fragile.close();
        client.close();
    }
}
