package dev.swarmlog.agent.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.swarmlog.agent.messages.MessageDraft.ReplyTo;
import dev.swarmlog.v1.Gather;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class GatheringTest {
    private static Gather wire(Gathering gathering) {
        return MessageDraft.ofType("echo")
                .gather(gathering)
                .toMessage("m", 0, 0, ReplyTo.NOBODY)
                .getGather();
    }

    @Test
    void saysOnTheWireWhatItWasTold() {
        assertThat(wire(Gathering.quorum(3).of(5).within(Duration.ofSeconds(2))))
                .isEqualTo(new Gather("QUORUM", 5, 3, "", 2_000));
        assertThat(wire(Gathering.all())).isEqualTo(new Gather("ALL", 0, 0, "", 0));
        assertThat(wire(Gathering.first())).isEqualTo(new Gather("FIRST", 0, 0, "", 0));
        assertThat(wire(Gathering.majority())).isEqualTo(new Gather("MAJORITY", 0, 0, "", 0));
        assertThat(wire(Gathering.largest("/score"))).isEqualTo(new Gather("BEST", 0, 0, "/score", 0));
        assertThat(wire(Gathering.smallest(""))).isEqualTo(new Gather("BEST", 0, 0, "-", 0));
        assertThat(wire(Gathering.average("/a/b"))).isEqualTo(new Gather("AVERAGE", 0, 0, "/a/b", 0));
        assertThat(wire(Gathering.merge())).isEqualTo(new Gather("MERGE", 0, 0, "", 0));
    }

    @Test
    void aDraftWithoutOneGoesToOneAgent() {
        assertThat(MessageDraft.ofType("echo")
                        .toMessage("m", 0, 0, ReplyTo.NOBODY)
                        .getGather())
                .isEqualTo(new Gather("", 0, 0, "", 0));
    }

    @Test
    void refusesWhatTheRouterWouldRefuse() {
        assertThatThrownBy(() -> Gathering.quorum(0)).hasMessageContaining("found 0");
        assertThatThrownBy(() -> Gathering.quorum(3).of(2)).hasMessageContaining("which are 2");
        assertThatThrownBy(() -> Gathering.all().of(0)).hasMessageContaining("1 or more agents");
        assertThatThrownBy(() -> Gathering.largest("score")).hasMessageContaining("JSON pointer");
        assertThatThrownBy(() -> Gathering.all().within(Duration.ZERO)).hasMessageContaining("a window");
        assertThatThrownBy(() -> MessageDraft.ofType("echo").untracked().gather(Gathering.all()))
                .hasMessageContaining("untracked");
        assertThatThrownBy(() ->
                        MessageDraft.ofType("echo").gather(Gathering.all()).untracked())
                .hasMessageContaining("several");
    }
}
