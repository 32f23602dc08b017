package dev.swarmlog.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.agent.discovery.AgentIndex;
import dev.swarmlog.router.core.Answer;
import dev.swarmlog.router.core.FailureClass;
import dev.swarmlog.router.core.MessageState;
import dev.swarmlog.router.core.MessageState.Gathering;
import dev.swarmlog.router.core.MessageState.InFlight;
import dev.swarmlog.router.core.MessageState.Waiting;
import dev.swarmlog.router.core.Terms;
import dev.swarmlog.router.core.balance.AgentLoads;
import dev.swarmlog.router.core.balance.SharedLoads;
import dev.swarmlog.router.core.balance.Turn;
import dev.swarmlog.router.core.strategy.Strategies;
import dev.swarmlog.router.core.strategy.Tiers;
import dev.swarmlog.runtime.settings.Settings;
import dev.swarmlog.schemas.Topics;
import dev.swarmlog.schemas.wire.InMemorySchemaRegistry;
import dev.swarmlog.schemas.wire.Wire;
import dev.swarmlog.v1.Gather;
import dev.swarmlog.v1.Message;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FlightCodecTest {
    private static final Terms TERMS = new Terms(3, 9_000, true, false, true, false);
    /** A waiting state without a trouble, and the length of no reply. */
    private static final int BEHIND_THE_GATHER_MARK = 1 + 4 + 4 + 8 + 4 + 4;

    private final RouterConfig config = RouterConfig.from(Settings.from(Map.of()));
    private final CandidatePools pools = new CandidatePools(
            new AgentIndex(),
            new AgentLoads(new SharedLoads(1)),
            config,
            new CandidatePools.Surroundings(new Strategies(Strategies.Terms.USUAL), Tiers.Place.ALONE, 1, 0));
    private final FlightCodec codec =
            new FlightCodec(new Wire(new Topics("", 1), new InMemorySchemaRegistry()), pools::of);

    private static Message message(Gather gather) {
        return Message.newBuilder()
                .setMessageId("m")
                .setType("echo")
                .setSubmittedAtMs(1)
                .setPayload(ByteBuffer.allocate(3))
                .setGather(gather)
                .build();
    }

    private Flight restored(byte[] bytes) {
        return codec.decode("m", ByteBuffer.wrap(bytes));
    }

    @Test
    void readsWhatWasWrittenBeforeGathersWereKnown() {
        Message message = message(new Gather("", 0, 0, "", 0));
        Flight flight = new Flight(message, null, TERMS, new Turn(5, 6), "trace", pools.of(message));
        flight.become(new Waiting(1, 0, 77, ""));
        byte[] now = codec.encode(flight);
        int mark = now.length - BEHIND_THE_GATHER_MARK - 1;
        ByteArrayOutputStream before = new ByteArrayOutputStream();
        before.write(now, 0, mark);
        before.write(now, mark + 1, BEHIND_THE_GATHER_MARK);
        byte[] old = before.toByteArray();
        old[0] = 2;

        Flight read = restored(old);

        assertThat(read.state()).isEqualTo(flight.state());
        assertThat(read.terms).isEqualTo(TERMS);
        assertThat(read.message()).isEqualTo(message);
    }

    @Test
    void aGatherComesBackWithAllItsBranches() {
        Message message = message(new Gather("MERGE", 3, 0, "", 0));
        GatherFlight gather = new GatherFlight(message, null, TERMS, new Turn(5, 6), "trace", pools.of(message));
        gather.become(new Gathering(8_000));
        gather.open(gather.asking.plan(3, 8_000), List.of(), 7);
        MessageState asked = new InFlight(2, 1, "a", 7, 10, 20);
        gather.branches().get(0).become(asked);
        Answer failure = new Answer(
                Answer.Status.FAILED, Answer.Cause.NON_RETRYABLE, FailureClass.NON_RETRYABLE, "no", 0, "b", 1);
        gather.branches().get(1).become(new MessageState.Answered(failure, 0));
        gather.branches().get(1).end(Gathered.ended(failure, "", null));
        gather.branches().get(2).become(new Waiting(0, 0, MessageState.NEVER, ""));

        GatherFlight read = (GatherFlight) restored(codec.encode(gather));

        assertThat(read.state()).isEqualTo(new Gathering(8_000));
        assertThat(read.openedAtMs()).isEqualTo(7);
        assertThat(read.isOpen()).isTrue();
        assertThat(read.heldBytes()).isEqualTo(3);
        assertThat(read.branches()).extracting(Flight::key).containsExactly("branch:0/m", "branch:1/m", "branch:2/m");
        assertThat(read.branches().get(0).state()).isEqualTo(asked);
        assertThat(read.branches().get(1).end())
                .isEqualTo(gather.branches().get(1).end());
        assertThat(read.branches().get(2).end()).isNull();
        assertThat(read.agentsHeard()).containsExactlyInAnyOrder("a", "b");
    }
}
