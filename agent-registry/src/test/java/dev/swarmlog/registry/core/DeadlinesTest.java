package dev.swarmlog.registry.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class DeadlinesTest {
    private final Deadlines deadlines = new Deadlines();

    @Test
    void givesWhatIsDueInTheOrderOfTime() {
        deadlines.noLaterThan("b", 20);
        deadlines.noLaterThan("a", 10);
        deadlines.noLaterThan("c", 30);

        assertThat(deadlines.takeDue(25)).isEqualTo("a");
        assertThat(deadlines.takeDue(25)).isEqualTo("b");
        assertThat(deadlines.takeDue(25)).isNull();
        assertThat(deadlines.size()).isEqualTo(1);
    }

    @Test
    void aNearerDeadlineOvertakesAndAFartherOneDoesNot() {
        deadlines.noLaterThan("a", 10);
        deadlines.noLaterThan("a", 5);
        deadlines.noLaterThan("a", 50);

        assertThat(deadlines.takeDue(7)).isEqualTo("a");
        assertThat(deadlines.takeDue(100)).isNull();
    }

    @Test
    void doesNotGrowWithWhatWasOvertaken() {
        for (int at = 10_000; at > 0; at--) {
            deadlines.noLaterThan("a", at);
        }
        deadlines.noLaterThan("b", 1);

        assertThat(deadlines.entries()).isLessThan(1_100);
        assertThat(deadlines.takeDue(20_000)).isEqualTo("a");
        assertThat(deadlines.takeDue(20_000)).isEqualTo("b");
        assertThat(deadlines.takeDue(20_000)).isNull();
    }

    @Test
    void doesNotGiveWhatWasDropped() {
        deadlines.noLaterThan("a", 10);

        deadlines.drop("a");

        assertThat(deadlines.takeDue(20)).isNull();
    }
}
