package dev.swarmlog.coordinator.swarm;

import dev.swarmlog.coordinator.swarm.definition.SwarmReader;
import dev.swarmlog.v1.ErrorClass;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import dev.swarmlog.v1.SwarmCommand;
import dev.swarmlog.v1.SwarmCommandKind;
import dev.swarmlog.v1.Usage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Tasks of swarms without Kafka, and what is said to them. */
final class Tasks {
    private static final String REPLIES = "swarms.replies";
    private static final int PARTITION = 3;

    private Tasks() {}

    /** Another life of the task, of what was kept. */
    static SwarmTask of(SwarmConfig config, Kept kept, Heard heard) {
        return new SwarmTask(new SwarmTask.Parts(
                config,
                new SwarmReader(),
                Slices.atOnce(),
                kept,
                new States(kept),
                new Remotes(kept, new Errands(REPLIES, PARTITION), new Tickets(REPLIES, PARTITION), heard),
                heard,
                new SwarmMeters(new SimpleMeterRegistry())));
    }

    static SwarmCommand.Builder command(SwarmCommandKind kind, String id) {
        return SwarmCommand.newBuilder().setKind(kind).setSwarmId(id).setSentAtMs(1);
    }

    /** What an agent answers. */
    static Reply reply(String id, ReplyStatus status, String result) {
        return Reply.newBuilder()
                .setMessageId(id)
                .setStatus(status)
                .setErrorClass(ErrorClass.NONE)
                .setError(status == ReplyStatus.COMPLETED ? "" : "it failed")
                .setAgentId("agent-1")
                .setAttempts(1)
                .setUsage(new Usage(30L, 20L, 0L))
                .setSubmittedAtMs(1)
                .setRepliedAtMs(2)
                .setResult(ByteBuffer.wrap(result.getBytes(StandardCharsets.UTF_8)))
                .setAnswers(List.of())
                .build();
    }

    /** What the router, or a budget, says itself. */
    static Reply word(String id, ReplyStatus status, String error, String result) {
        return Reply.newBuilder(reply(id, status, result))
                .setAgentId("")
                .setError(error)
                .build();
    }
}
