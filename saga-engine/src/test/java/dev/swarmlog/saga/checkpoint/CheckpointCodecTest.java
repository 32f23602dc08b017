package dev.swarmlog.saga.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.swarmlog.saga.RandomFacts;
import dev.swarmlog.saga.core.Saga;
import dev.swarmlog.saga.core.fact.Fact;
import dev.swarmlog.saga.core.fact.Requester;
import dev.swarmlog.saga.core.state.Attention;
import dev.swarmlog.saga.core.state.Elements;
import dev.swarmlog.saga.core.state.Pause;
import dev.swarmlog.saga.core.state.Phase;
import dev.swarmlog.saga.core.state.Row;
import dev.swarmlog.saga.core.state.Signals;
import dev.swarmlog.saga.core.state.StepState;
import dev.swarmlog.saga.core.state.Tally;
import dev.swarmlog.saga.core.state.Tries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckpointCodecTest {
    private static final Path FIXTURE = Path.of("src", "test", "resources", "checkpoints", "format-1.bin");

    @Test
    void everySagaComesBackAsItWas() throws DamagedCheckpoint {
        long seed = System.nanoTime();
        RandomFacts random = new RandomFacts(seed);

        for (int round = 0; round < 500; round++) {
            Checkpoint checkpoint = checkpoint(random);
            byte[] bytes = CheckpointCodec.write(checkpoint);

            Checkpoint read = CheckpointCodec.read(checkpoint.saga().id(), bytes);

            assertThat(read.saga()).as("seed %d", seed).isEqualTo(checkpoint.saga());
            assertThat(read).usingRecursiveComparison().isEqualTo(checkpoint);
            assertThat(CheckpointCodec.write(read)).as("seed %d", seed).isEqualTo(bytes);
        }
    }

    @Test
    void theHeaderSaysWhatTimersNeed() {
        Checkpoint checkpoint = checkpoint(new RandomFacts(7));
        byte[] bytes = CheckpointCodec.write(checkpoint);

        assertThat(CheckpointCodec.nextDueMs(bytes)).isEqualTo(checkpoint.nextDueMs());
        assertThat(CheckpointCodec.isOver(bytes)).isEqualTo(checkpoint.over());
        assertThat(CheckpointCodec.changedMs(bytes)).isEqualTo(checkpoint.changedMs());
    }

    @Test
    void theHeaderSaysWhetherItWaitsForAPerson() {
        Checkpoint over = checkpoint(new RandomFacts(7));
        Checkpoint parked = new Checkpoint(over.saga(), over.hash(), "", List.of(), over.changedMs(), 0);

        assertThat(CheckpointCodec.needsAttention(CheckpointCodec.write(over))).isFalse();
        assertThat(CheckpointCodec.isOver(CheckpointCodec.write(over))).isTrue();
        assertThat(CheckpointCodec.needsAttention(CheckpointCodec.write(parked)))
                .isTrue();
        assertThat(CheckpointCodec.isOver(CheckpointCodec.write(parked))).isFalse();
    }

    @Test
    void anyBitThatIsFlippedIsFound() {
        Checkpoint checkpoint = checkpoint(new RandomFacts(11));
        byte[] bytes = CheckpointCodec.write(checkpoint);

        for (int at = 0; at < bytes.length; at++) {
            byte[] damaged = bytes.clone();
            damaged[at] ^= 0x10;

            assertThatThrownBy(() -> CheckpointCodec.read(checkpoint.saga().id(), damaged))
                    .as("byte %d", at)
                    .isInstanceOf(DamagedCheckpoint.class);
        }
    }

    @Test
    void whatIsCutOffIsFound() {
        Checkpoint checkpoint = checkpoint(new RandomFacts(13));
        byte[] bytes = CheckpointCodec.write(checkpoint);

        for (int length = 0; length < bytes.length; length++) {
            byte[] rest = java.util.Arrays.copyOf(bytes, length);

            assertThatThrownBy(() -> CheckpointCodec.read(checkpoint.saga().id(), rest))
                    .isInstanceOf(DamagedCheckpoint.class);
        }
    }

    @Test
    void aCheckpointUnderAnotherIdIsRefused() {
        byte[] bytes = CheckpointCodec.write(checkpoint(new RandomFacts(17)));

        assertThatThrownBy(() -> CheckpointCodec.read("another", bytes))
                .isInstanceOf(DamagedCheckpoint.class)
                .hasMessageContaining("that of saga");
    }

    /** Written by format 1; it must load as long as there is a store that holds one. */
    @Test
    void whatTheFirstFormatWroteStillLoads() throws IOException, DamagedCheckpoint {
        Checkpoint expected = checkpoint(new RandomFacts(42));
        if (Boolean.getBoolean("fixture.write")) {
            Files.createDirectories(FIXTURE.getParent());
            Files.write(FIXTURE, CheckpointCodec.write(expected));
        }

        Checkpoint read = CheckpointCodec.read(expected.saga().id(), Files.readAllBytes(FIXTURE));

        assertThat(read).usingRecursiveComparison().isEqualTo(expected);
    }

    private static Checkpoint checkpoint(RandomFacts random) {
        Row<StepState> steps = Row.empty();
        for (StepState state : random.oneOfEach(StepState.class)) {
            steps = steps.with(random.random().nextInt(40), state);
        }
        Row<StepState> states = Row.<StepState>empty().with(3, new StepState.Waiting(Tries.from(2)));
        Row<Elements> elements = Row.<Elements>empty()
                .with(1, new Elements(random.record(Fact.ListOpened.class).items(), states, 1, 2, 3, 4, 5));
        List<Phase> phases = random.oneOfEach(Phase.class);
        Phase phase = phases.get(random.random().nextInt(phases.size()));
        Saga saga = new Saga(
                "saga-" + random.random().nextInt(),
                random.random().nextInt(100),
                random.record(Fact.Started.class),
                1_700_000_000_000L,
                random.random().nextInt(1_000),
                phase,
                random.random().nextBoolean(),
                random.random().nextBoolean() ? random.record(Pause.class) : null,
                List.of(random.record(Attention.class)),
                new Signals(List.of(random.record(Fact.SignalReceived.class)), List.of("a", "b")),
                steps,
                elements,
                random.record(Tally.class));
        byte[] hash = new byte[32];
        random.random().nextBytes(hash);
        return new Checkpoint(
                saga,
                hash,
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                List.of(random.record(Requester.class)),
                1_700_000_000_123L,
                1_700_000_600_000L);
    }
}
