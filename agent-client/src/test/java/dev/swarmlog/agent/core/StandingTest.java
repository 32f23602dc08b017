package dev.swarmlog.agent.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.agent.core.Standing.Consequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StandingTest {
    private static final String OLD = "OLD_EPOCH: epoch 5 while 9 is registered";

    @Test
    void aFirstCardThatWasRefusedForItsEpochIsTriedAgainOnce() {
        assertThat(new Standing(5, false).hear(true, 9, OLD)).isEqualTo(Consequence.REJOIN);
        assertThat(new Standing(10, true).hear(true, 12, OLD)).isEqualTo(Consequence.STOP);
    }

    @Test
    void whoWasRegisteredAndIsOvertakenStops() {
        Standing standing = new Standing(5, false);
        standing.hear(false, 5, "");

        assertThat(standing.hear(true, 9, OLD)).isEqualTo(Consequence.STOP);
    }

    @Test
    void whatConcernsEarlierStartsChangesNothing() {
        Standing standing = new Standing(5, false);

        assertThat(standing.hear(false, 4, "")).isEqualTo(Consequence.NOTHING);
        assertThat(standing.hear(true, 4, "OLD_EPOCH: epoch 3 while 4 is registered"))
                .isEqualTo(Consequence.NOTHING);
        assertThat(standing.hear(true, 5, "OLD_EPOCH: epoch 3 while 5 is registered"))
                .isEqualTo(Consequence.NOTHING);
        assertThat(standing.hear(true, 9, OLD)).isEqualTo(Consequence.REJOIN);
    }

    @Test
    void anEpochThatNothingIsAboveStopsInsteadOfOverflowing() {
        assertThat(new Standing(5, false).hear(true, Long.MAX_VALUE, OLD)).isEqualTo(Consequence.STOP);
    }

    @Test
    void complainsOfEachReasonOnce() {
        Standing standing = new Standing(5, false);

        assertThat(standing.hear(true, 0, "BAD_VERSION: x")).isEqualTo(Consequence.COMPLAIN);
        assertThat(standing.hear(true, 0, "BAD_VERSION: y")).isEqualTo(Consequence.NOTHING);
        assertThat(standing.hear(true, 0, "REGISTRY_FULL")).isEqualTo(Consequence.COMPLAIN);
    }

    @Test
    void showsItsCardToARegistryThatForgotIt() {
        assertThat(new Standing(5, false).hear(true, 0, "UNKNOWN_AGENT: a beat"))
                .isEqualTo(Consequence.INTRODUCE);
    }

    /** Hosts of one agent, a registry that takes the highest epoch, and events that reach everybody in order, late. */
    @Test
    void ofHostsThatRunTheSameAgentOneWins() {
        for (long seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            List<Host> hosts = new ArrayList<>();
            for (int i = 0; i < 2 + random.nextInt(4); i++) {
                hosts.add(new Host(8L * random.nextInt(20) + i));
            }
            List<Long> cards =
                    new ArrayList<>(hosts.stream().map(host -> host.epoch).toList());
            List<long[]> events = new ArrayList<>();
            long registered = 8L * random.nextInt(20) + 7;
            int cardsRead = 0;
            for (int step = 0; step < 500; step++) {
                boolean read = cardsRead < cards.size() && random.nextBoolean();
                if (read) {
                    int next = cardsRead + random.nextInt(cards.size() - cardsRead);
                    long card = cards.remove(next);
                    cards.add(cardsRead++, card);
                    boolean refused = card < registered;
                    registered = Math.max(registered, card);
                    events.add(new long[] {refused ? 1 : 0, registered});
                }
                Host listener = hosts.get(random.nextInt(hosts.size()));
                if (listener.serves && listener.heard < events.size()) {
                    long[] event = events.get(listener.heard++);
                    listener.hear(event[0] == 1, event[1], cards);
                }
            }
            assertThat(hosts.stream().filter(host -> host.serves))
                    .as("seed %d", seed)
                    .hasSize(1);
        }
    }

    private static final class Host {
        private long epoch;
        private Standing standing;
        private boolean serves = true;
        private int heard;

        private Host(long epoch) {
            this.epoch = epoch;
            this.standing = new Standing(epoch, false);
        }

        private void hear(boolean refusal, long told, List<Long> cards) {
            switch (standing.hear(refusal, told, refusal ? OLD : "")) {
                case REJOIN -> {
                    epoch = told - told % 8 + 8 + epoch % 8; // nobody else has this remainder
                    standing = new Standing(epoch, true);
                    cards.add(epoch);
                }
                case STOP -> serves = false;
                case NOTHING, INTRODUCE, COMPLAIN -> {}
            }
        }
    }
}
