package dev.swarmlog.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.agent.discovery.AgentIndex;
import dev.swarmlog.router.core.Answer;
import dev.swarmlog.router.core.FailureClass;
import dev.swarmlog.router.core.MessageState;
import dev.swarmlog.router.core.MessageState.Gathering;
import dev.swarmlog.router.core.MessageState.InFlight;
import dev.swarmlog.router.core.MessageState.Tries;
import dev.swarmlog.router.core.MessageState.Waiting;
import dev.swarmlog.router.core.MessageState.Withdrawing;
import dev.swarmlog.router.core.Terms;
import dev.swarmlog.router.core.balance.AgentLoads;
import dev.swarmlog.router.core.balance.SharedLoads;
import dev.swarmlog.router.core.balance.Turn;
import dev.swarmlog.router.core.gather.GatherState;
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
    private static final Terms TERMS = new Terms(3, 9_000, true, false, true, false, 0);
    /** Of a waiting state: when it is refused, and no trouble. */
    private static final int BEHIND_THE_DOUBT = 8 + 4;
    /** The length of no reply, and a waiting state without a trouble. */
    private static final int BEHIND_THE_GATHER_MARK = 4 + 1 + 4 + 4 + BEHIND_THE_DOUBT;

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
        flight.become(new Waiting(new Tries(1, 0, false), 77, ""));
        byte[] old = without(without(codec.encode(flight), BEHIND_THE_DOUBT), BEHIND_THE_GATHER_MARK);
        old[0] = 2;

        Flight read = restored(old);

        assertThat(read.state()).isEqualTo(flight.state());
        assertThat(read.terms).isEqualTo(TERMS);
        assertThat(read.message()).isEqualTo(message);
    }

    @Test
    void readsWhatWasWrittenBeforeWithdrawalsWereKnown() {
        Message message = message(new Gather("", 0, 0, "", 0));
        Flight flight = new Flight(message, null, TERMS, new Turn(5, 6), "trace", pools.of(message));
        flight.become(new Waiting(new Tries(3, 1, false), 77, ""));
        byte[] old = without(codec.encode(flight), BEHIND_THE_DOUBT);
        old[0] = 3;

        assertThat(restored(old).state()).isEqualTo(flight.state());
    }

    /** With one byte less, which has so many behind it. */
    private static byte[] without(byte[] bytes, int behind) {
        ByteArrayOutputStream before = new ByteArrayOutputStream();
        before.write(bytes, 0, bytes.length - behind - 1);
        before.write(bytes, bytes.length - behind, behind);
        return before.toByteArray();
    }

    @Test
    void oneThatIsWithdrawnComesBackAsSuch() {
        Message message = message(new Gather("", 0, 0, "", 0));
        Flight flight = new Flight(message, null, TERMS, new Turn(5, 6), "trace", pools.of(message));
        flight.become(new Withdrawing(new InFlight(new Tries(2, 1, true), "a", 7, 10, 20), "too late", 30));

        assertThat(restored(codec.encode(flight)).state()).isEqualTo(flight.state());
    }

    @Test
    void aGatherOfWhichABranchIsWithdrawnIsWithdrawn() {
        Message message = message(new Gather("ALL", 2, 0, "", 0));
        GatherFlight gather = new GatherFlight(message, null, TERMS, new Turn(5, 6), "trace", pools.of(message));
        gather.become(new Gathering(8_000));
        gather.open(gather.asking.plan(2, 8_000), List.of(), 7);
        InFlight asked = new InFlight(new Tries(1, 0, false), "a", 7, 10, 20);
        Answer undone = Answer.withdrawn("too late", "", 2, true);
        gather.branches().get(0).become(new Withdrawing(asked, "too late", 30));
        gather.branches().get(1).become(new MessageState.Answered(undone, 0));
        gather.branches().get(1).end(Gathered.ended(undone, "", null));

        GatherFlight read = (GatherFlight) restored(codec.encode(gather));

        assertThat(read.gather())
                .isInstanceOfSatisfying(
                        GatherState.Open.class,
                        open -> assertThat(open.withdrawal()).isEqualTo("too late"));
        assertThat(read.branches()).extracting(BranchFlight::isInDoubt).containsExactly(true, true);
    }

    @Test
    void aGatherComesBackWithAllItsBranches() {
        Message message = message(new Gather("MERGE", 3, 0, "", 0));
        GatherFlight gather = new GatherFlight(message, null, TERMS, new Turn(5, 6), "trace", pools.of(message));
        gather.become(new Gathering(8_000));
        gather.open(gather.asking.plan(3, 8_000), List.of(), 7);
        MessageState asked = new InFlight(new Tries(2, 1, true), "a", 7, 10, 20);
        gather.branches().get(0).become(asked);
        Answer failure = new Answer(
                Answer.Status.FAILED, Answer.Cause.NON_RETRYABLE, FailureClass.NON_RETRYABLE, "no", 0, "b", 1, true);
        gather.branches().get(1).become(new MessageState.Answered(failure, 0));
        gather.branches().get(1).end(Gathered.ended(failure, "", null));
        gather.branches().get(2).become(new Waiting(Tries.NONE, MessageState.NEVER, ""));

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
