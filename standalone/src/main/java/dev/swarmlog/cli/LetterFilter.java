package dev.swarmlog.cli;

import dev.swarmlog.coordinator.letters.Letter;
import dev.swarmlog.v1.DeadLetterReason;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;
import picocli.CommandLine.Option;

/** Which dead letters to look at; everything that is said must hold. */
final class LetterFilter implements Predicate<Letter> {
    @Option(
            names = "--reason",
            paramLabel = "REASON",
            description = "Died of this: ${COMPLETION-CANDIDATES}; may be repeated")
    private Set<DeadLetterReason> reasons = EnumSet.noneOf(DeadLetterReason.class);

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = SinceText.class,
            description = "Died since then: 2h ago, or at 2026-11-21T08:00:00Z")
    private Instant since = Instant.EPOCH;

    boolean hasReason() {
        return !reasons.isEmpty();
    }

    @Override
    public boolean test(Letter letter) {
        return (reasons.isEmpty() || reasons.contains(letter.wire().getReason()))
                && letter.wire().getAtMs() >= since.toEpochMilli();
    }
}
