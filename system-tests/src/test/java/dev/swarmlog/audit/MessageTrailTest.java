package dev.swarmlog.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.audit.MessageTrail.Ended;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageTrailTest {
    private static final Ended NOBODY_HAD_IT = ended("EXPIRED", 0, 1);
    private static final Ended LETTER_OF_IT = ended("dead letter: EXPIRED", 0, 2);
    private static final Ended DONE = ended("COMPLETED", 1, 3);
    private static final Ended FORGOTTEN = ended("EXPIRED", 1, 4);
    private static final Ended FORGOTTEN_UNSENT = ended("EXPIRED", 0, 4);

    private static Ended ended(String meaning, long fence, long atMs) {
        return new Ended("", meaning, false, 0, "", fence, atMs);
    }

    private static boolean contradicts(int submissions, Ended... ends) {
        MessageTrail trail = new MessageTrail("m");
        trail.submissions = submissions;
        trail.ends.addAll(List.of(ends));
        return trail.contradictsItself();
    }

    @Test
    void anEndThatIsSaidAgainIsNone() {
        assertThat(contradicts(1, DONE, DONE)).isFalse();
        assertThat(contradicts(1, DONE, FORGOTTEN)).isTrue();
        assertThat(contradicts(2, DONE, FORGOTTEN)).isTrue();
        assertThat(contradicts(1, NOBODY_HAD_IT, LETTER_OF_IT)).isTrue();
    }

    @Test
    void whatNobodyHadMayEndAnewForWhoSubmitsItAnew() {
        assertThat(contradicts(2, LETTER_OF_IT, NOBODY_HAD_IT)).isFalse();
        assertThat(contradicts(2, NOBODY_HAD_IT, DONE)).isFalse();
    }

    @Test
    void whatIsDoneIsKeptAlsoForWhoSubmitsItAnew() {
        assertThat(contradicts(2, DONE, FORGOTTEN_UNSENT)).isTrue();
    }
}
