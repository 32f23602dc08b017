package dev.swarmlog.saga.core.state;

import dev.swarmlog.saga.core.definition.Json;
import dev.swarmlog.saga.core.fact.Ending;
import dev.swarmlog.saga.core.fact.Failure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which way a saga goes. */
public sealed interface Phase {
    Phase FORWARD = new Forward();

    /** Steps are begun as those before them end. */
    record Forward() implements Phase {}

    /**
     * It will be undone. Nothing begins, what ran was told to stop, and it is waited for word on all that may have been done.
     *
     * @param step the one that is to blame; negative where none is
     * @param towards how it will end
     * @param settleByMs when a person is asked for what nobody answered; 0 means never, or that one was
     */
    record Stopping(int step, Failure cause, Ending towards, long settleByMs) implements Phase {}

    /**
     * What was done is undone.
     *
     * @param wave which of the waves is under way
     * @param left how many steps of it are not undone yet
     */
    record Compensating(Failure cause, Ending towards, List<List<Integer>> waves, int wave, int left) implements Phase {
        public static Compensating from(Stopping stopping, List<List<Integer>> waves) {
            return new Compensating(
                    stopping.cause(),
                    stopping.towards(),
                    waves.stream().map(List::copyOf).toList(),
                    0,
                    waves.isEmpty() ? 0 : waves.getFirst().size());
        }

        /** One step of the wave is undone; the next wave follows the last. */
        public Compensating undone() {
            if (left > 1) {
                return new Compensating(cause, towards, waves, wave, left - 1);
            }
            int next = wave + 1;
            return new Compensating(
                    cause,
                    towards,
                    waves,
                    next,
                    next < waves.size() ? waves.get(next).size() : 0);
        }

        /** The steps that are undone now; empty once all are. */
        public List<Integer> steps() {
            return wave < waves.size() ? waves.get(wave) : List.of();
        }
    }

    record Ended(Ending ending, Json output, @Nullable Failure cause, long atMs) implements Phase {}
}
