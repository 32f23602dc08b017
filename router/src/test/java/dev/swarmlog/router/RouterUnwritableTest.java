package dev.swarmlog.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.v1.AgentStatus;
import dev.swarmlog.v1.DeadLetterReason;
import dev.swarmlog.v1.Delivery;
import dev.swarmlog.v1.Gather;
import dev.swarmlog.v1.Message;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A message that cannot be written to the changelog would fail every commit of its task, for ever. It ends alone. */
final class RouterUnwritableTest {
    private final RouterRig rig = new RouterRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void whoWaitsForItIsToldWhyAndTheOthersGoOn() {
        AgentStatus agent = rig.join("a", "echo", 4);
        rig.unwritable().add("odd");

        rig.submit("odd");
        rig.submit("good");
        List<Delivery> deliveries = rig.deliveries();
        rig.advance(20);

        assertThat(rig.reply()).satisfies(reply -> {
            assertThat(reply.getMessageId()).isEqualTo("odd");
            assertThat(reply.getStatus()).isEqualTo(ReplyStatus.FAILED);
            assertThat(reply.getError()).contains("too odd for the log");
        });
        rig.complete(deliveries.getFirst());
        assertThat(rig.replies()).isEmpty();
        rig.complete(deliveries.getLast());
        assertThat(rig.reply().getStatus()).isEqualTo(ReplyStatus.COMPLETED);
        assertThat(rig.metered("in.flight")).isZero();
        rig.restart(agent);
        assertThat(rig.deliveries()).isEmpty();
    }

    @Test
    void itIsADeadLetterWithTheCauseIfNobodyWaits() {
        rig.join("a", "echo", 4);
        rig.unwritable().add("odd");

        rig.submit(rig.message("odd", with -> with.setReplyTopic("")));
        rig.advance(20);

        assertThat(rig.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.getReason()).isEqualTo(DeadLetterReason.INVALID);
            assertThat(letter.getDetail()).contains("too odd for the log");
            assertThat(rig.submitted(letter).getMessageId()).isEqualTo("odd");
        });
    }

    @Test
    void aGatherEndsWithAllThatIsUnderWayForIt() {
        rig.join("a", "echo", 1);
        rig.join("b", "echo", 1);
        rig.unwritable().add("odd");

        rig.submit(rig.message("odd", with -> with.setGather(new Gather("ALL", 2, 0, "", 0))));
        List<Delivery> deliveries = rig.deliveries();
        rig.advance(20);

        assertThat(rig.reply().getStatus()).isEqualTo(ReplyStatus.FAILED);
        assertThat(rig.metered("in.flight")).isZero();
        deliveries.forEach(rig::complete);
        assertThat(rig.replies()).isEmpty();
        rig.submit("good");
        rig.complete(rig.delivery());
        assertThat(rig.reply().getStatus()).isEqualTo(ReplyStatus.COMPLETED);
    }

    @Test
    void anAnswerThatCannotBeWrittenIsGivenAndNotKept() {
        rig.join("a", "echo", 4);
        Set<String> unwritable = rig.unwritable();
        Message message = rig.keyed("k", with -> with);
        rig.submit(message);
        Delivery delivery = rig.delivery();
        unwritable.add(message.getMessageId());

        rig.complete(delivery);
        Reply reply = rig.reply();
        rig.advance(20);

        assertThat(reply.getStatus()).isEqualTo(ReplyStatus.COMPLETED);
        assertThat(rig.replies()).isEmpty();
        assertThat(rig.deadLetters()).isEmpty();
        rig.submit(message);
        assertThat(rig.deliveries()).hasSize(1);
    }
}
