package dev.swarmlog.agent.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveHandlersTest {
    private final List<String> gone = new ArrayList<>();
    private final LiveHandlers<String, String> live = new LiveHandlers<>(2, gone::add);

    @Test
    void makesOneWhenItIsNeededAndKeepsIt() {
        String made = use("a");

        assertThat(use("a")).isSameAs(made);
        assertThat(gone).isEmpty();
    }

    @Test
    void dropsWhoeverWasIdleLongest() {
        use("a");
        use("b");
        use("a");

        use("c");

        assertThat(gone).containsExactly("b!");
        assertThat(live.size()).isEqualTo(2);
    }

    @Test
    void neverDropsOneThatIsInUse() {
        live.take("a", () -> "a!");
        live.take("b", () -> "b!");
        live.take("c", () -> "c!");

        assertThat(gone).isEmpty();

        live.giveBack("b");

        assertThat(gone).containsExactly("b!");
    }

    @Test
    void dropsAllAtTheEnd() {
        live.take("a", () -> "a!");
        use("b");

        live.clear();

        assertThat(gone).containsExactlyInAnyOrder("a!", "b!");
        live.giveBack("a");
        assertThat(live.size()).isZero();
    }

    private String use(String agent) {
        String handler = live.take(agent, () -> agent + "!");
        live.giveBack(agent);
        return handler;
    }
}
