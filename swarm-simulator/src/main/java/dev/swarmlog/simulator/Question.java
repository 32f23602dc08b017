package dev.swarmlog.simulator;

import dev.swarmlog.agent.messages.MessageDraft;
import dev.swarmlog.simulator.core.Ending;
import dev.swarmlog.simulator.core.Plan;
import dev.swarmlog.simulator.core.Skill;
import dev.swarmlog.v1.Reply;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The n-th message of a simulation: each is different, so that an answer to another one is seen to be wrong.
 *
 * @param run tells this simulation's messages from those of another one with the same plan
 */
record Question(Plan plan, String run, long number) {
    private static final String RUN = "sim-run";
    private static final String NUMBER = "sim-number";

    /** The number of a message that this simulation asked; none when somebody else did. */
    static OptionalLong numberIn(Map<String, String> attributes, String run) {
        String number = attributes.get(NUMBER);
        return number != null && run.equals(attributes.get(RUN))
                ? OptionalLong.of(Long.parseLong(number))
                : OptionalLong.empty();
    }

    MessageDraft draft() {
        return MessageDraft.ofType(skill().capability())
                .source(plan.name())
                .attribute(RUN, run)
                .attribute(NUMBER, Long.toString(number))
                .timeout(plan.timeout())
                .json(payload());
    }

    Ending judge(Reply reply) {
        return switch (reply.getStatus()) {
            case COMPLETED -> reply.getResult().equals(answer()) ? Ending.COMPLETED : Ending.WRONG;
            case REJECTED -> Ending.REJECTED;
            case EXPIRED -> Ending.EXPIRED;
            case FAILED -> Ending.FAILED;
            case PARTIAL, WITHDRAWN, UNKNOWN -> Ending.WRONG;
        };
    }

    private Skill skill() {
        return Skill.of(number % plan.kinds());
    }

    private String payload() {
        return "{\"n\":" + number + ",\"from\":\"" + plan.name() + "\"}";
    }

    private ByteBuffer answer() {
        return ByteBuffer.wrap(skill().apply(payload().getBytes(StandardCharsets.UTF_8)));
    }
}
