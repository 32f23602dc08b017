package dev.swarmlog.coordinator.swarm;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.swarmlog.coordinator.core.colony.Colony;
import dev.swarmlog.coordinator.core.search.Optimization;
import dev.swarmlog.runtime.wiring.Addressed;
import dev.swarmlog.runtime.wiring.OwnReply;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import dev.swarmlog.v1.SwarmCommand;
import dev.swarmlog.v1.SwarmState;

/** What those are told who wanted something of a swarm. */
final class Answering {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Answering() {}

    static Addressed<Reply> done(SwarmCommand command, long nowMs) {
        return addressed(command, ReplyStatus.COMPLETED, "", "null", nowMs);
    }

    static Addressed<Reply> refused(SwarmCommand command, String why, long nowMs) {
        return addressed(command, ReplyStatus.REJECTED, why, "null", nowMs);
    }

    /** How it ended, to who started it. A swarm that found no end of its own has still found something. */
    static Addressed<Reply> ended(SwarmCommand start, Colony colony, long nowMs) {
        var ending = colony.ending();
        SwarmState state = Pictures.state(colony);
        ObjectNode result = JSON.createObjectNode()
                .put("swarmId", start.getSwarmId())
                .put("state", state.name())
                .put("reason", ending == null ? "" : ending.reason())
                .put("detail", ending == null ? "" : ending.detail())
                .put("steps", colony.steps());
        if (Double.isFinite(colony.best())) {
            result.put("measure", colony.best());
        }
        if (colony.behaviour() instanceof Optimization search) {
            result.put("evaluations", search.evaluations());
            ArrayNode point = result.putArray("point");
            for (double each : search.bestPoint()) {
                point.add(each);
            }
        }
        boolean well = state == SwarmState.CONVERGED || state == SwarmState.EXHAUSTED;
        String error = well || ending == null ? "" : state + ": " + ending.detail();
        return addressed(start, well ? ReplyStatus.COMPLETED : ReplyStatus.FAILED, error, result.toString(), nowMs);
    }

    private static Addressed<Reply> addressed(
            SwarmCommand command, ReplyStatus status, String error, String json, long nowMs) {
        String key = command.getCorrelationKey().isEmpty() ? command.getSwarmId() : command.getCorrelationKey();
        Reply reply = OwnReply.of(key, status, error, json, command.getSentAtMs(), nowMs);
        return new Addressed<>(command.getReplyTopic(), command.getReplyPartition(), key, reply);
    }
}
