package dev.swarmlog.saga.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.swarmlog.saga.RandomFacts;
import dev.swarmlog.saga.core.fact.Fact;
import dev.swarmlog.v1.SagaFact;
import dev.swarmlog.v1.SagaFactKind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FactCodecTest {
    @Test
    void everyFactComesBackFromTheWire() {
        long seed = System.nanoTime();
        RandomFacts facts = new RandomFacts(seed);

        for (int round = 0; round < 200; round++) {
            for (Fact fact : facts.oneOfEach(Fact.class)) {
                assertThat(FactCodec.fact(FactCodec.wire(fact)))
                        .as("seed %d", seed)
                        .isEqualTo(fact);
            }
        }
    }

    @Test
    void everyFactHasItsOwnKind() {
        List<Fact> facts = new RandomFacts(1).oneOfEach(Fact.class);

        Set<SagaFactKind> kinds = new HashSet<>();
        facts.forEach(fact -> kinds.add(FactCodec.wire(fact).getKind()));

        assertThat(kinds).hasSize(facts.size()).hasSize(SagaFactKind.values().length - 1);
    }

    @Test
    void aFactFromTheFutureIsRefusedByName() {
        SagaFact unknown = FactDraft.of(SagaFactKind.UNKNOWN).made();

        assertThatThrownBy(() -> FactCodec.fact(unknown))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("newer");
    }
}
