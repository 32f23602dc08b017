package dev.swarmlog.simulator;

import dev.swarmlog.simulator.core.Scenario;
import dev.swarmlog.simulator.core.ledger.Ending;
import dev.swarmlog.simulator.core.swarm.Skill;
import dev.swarmlog.simulator.core.timing.Arrivals;
import dev.swarmlog.simulator.core.trace.Arrival;
import dev.swarmlog.v1.Reply;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The messages of a run by their numbers: each is different, so that an answer to another one is seen to be wrong. */
final class Questions {
    /** What a trace asks for beyond this is asked in fewer bytes: the payload is not what is tested here. */
    private static final int BYTES_MAX = 100_000;

    private static final String PAD = "\",\"pad\":\"";

    private final List<Skill> skills;
    private final String name;
    private final int bytes;
    private final List<Arrival> trace;
    private final boolean asRecorded;

    Questions(Scenario scenario) {
        this.skills = scenario.swarm().asked();
        this.name = scenario.name();
        this.bytes = scenario.load().payloadBytes();
        this.trace = scenario.load().arrivals() instanceof Arrivals.Recorded recorded ? recorded.trace() : List.of();
        this.asRecorded = scenario.work().asRecorded();
    }

    Skill skill(long number) {
        return skills.get((int) (number % skills.size()));
    }

    byte[] payload(long number) {
        String text = "{\"n\":" + number + ",\"from\":\"" + name;
        int wanted = Math.min(
                BYTES_MAX, number < trace.size() ? trace.get((int) number).bytes() : bytes);
        int pad = wanted - text.length() - PAD.length() - 2;
        return (pad > 0 ? text + PAD + "x".repeat(pad) + "\"}" : text + "\"}").getBytes(StandardCharsets.UTF_8);
    }

    /** How long the trace says that it takes; negative where it does not say. */
    double recordedMs(long number) {
        return asRecorded && number >= 0 && number < trace.size()
                ? trace.get((int) number).workMs()
                : -1;
    }

    Ending judge(long number, Reply reply) {
        return switch (reply.getStatus()) {
            case COMPLETED -> reply.getResult().equals(answer(number)) ? Ending.COMPLETED : Ending.WRONG;
            case REJECTED -> Ending.REJECTED;
            case EXPIRED -> Ending.EXPIRED;
            case FAILED -> Ending.FAILED;
            case PARTIAL, WITHDRAWN, UNKNOWN -> Ending.WRONG;
        };
    }

    private ByteBuffer answer(long number) {
        return ByteBuffer.wrap(skill(number).apply(payload(number)));
    }
}
