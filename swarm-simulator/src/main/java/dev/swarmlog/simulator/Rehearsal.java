package dev.swarmlog.simulator;

import dev.swarmlog.agent.messages.MessageClient;
import dev.swarmlog.agent.messages.MessageDraft;
import dev.swarmlog.simulator.core.Scenario;
import dev.swarmlog.simulator.core.swarm.Skill;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * One message of each kind until it is answered, outside the books: agents are there as soon as they have registered, but
 * the router needs a moment to hear of them, and refuses until then what nobody can do.
 */
final class Rehearsal {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final Scenario scenario;
    private final MessageClient client;
    private final Map<Skill, CompletableFuture<Reply>> asked = new EnumMap<>(Skill.class);

    Rehearsal(Scenario scenario, MessageClient client) {
        this.scenario = scenario;
        this.client = client;
    }

    /** Whether all kinds are answered; asks those again that were refused. */
    boolean isOver() {
        boolean over = true;
        for (Skill skill : scenario.swarm().asked()) {
            CompletableFuture<Reply> reply = asked.get(skill);
            if (reply == null || (reply.isDone() && !isAnswered(reply))) {
                asked.put(skill, ask(skill));
            }
            over &= reply != null && isAnswered(reply);
        }
        return over;
    }

    private CompletableFuture<Reply> ask(Skill skill) {
        return client.submit(MessageDraft.ofType(skill.capability())
                .source(scenario.name())
                .timeout(TIMEOUT)
                .json("{}"));
    }

    private static boolean isAnswered(CompletableFuture<Reply> reply) {
        return reply.isDone()
                && !reply.isCompletedExceptionally()
                && reply.join().getStatus() == ReplyStatus.COMPLETED;
    }
}
