package dev.swarmlog.simulator.core.faults;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;

/** When a fault happens, in milliseconds after the first message was due. */
public sealed interface Moments {
    /** In the order of their time. */
    List<Long> draw(RandomGenerator random);

    record At(List<Long> ms) implements Moments {
        public At {
            ms = List.copyOf(ms);
        }

        @Override
        public List<Long> draw(RandomGenerator random) {
            return ms.stream().sorted().toList();
        }
    }

    /** So many times at random between the two. */
    record Between(int times, long fromMs, long untilMs) implements Moments {
        @Override
        public List<Long> draw(RandomGenerator random) {
            return LongStream.generate(() -> random.nextLong(fromMs, untilMs + 1))
                    .limit(times)
                    .sorted()
                    .boxed()
                    .toList();
        }
    }
}
