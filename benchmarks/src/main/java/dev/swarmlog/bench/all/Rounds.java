package dev.swarmlog.bench.all;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What each round found: of every bench its numbers by name, whether they are figures, limits or ratios.
 *
 * @param found one element for each round
 */
public record Rounds(List<Map<String, Map<String, Double>>> found) {
    public Rounds {
        found = List.copyOf(found);
    }

    /** What a bench found under that name; empty where no round has it. */
    Optional<Spread> spread(String bench, String name) {
        List<Double> values = new ArrayList<>();
        for (Map<String, Map<String, Double>> round : found) {
            number(round, bench, name).ifPresent(values::add);
        }
        return values.isEmpty() ? Optional.empty() : Optional.of(Spread.of(values));
    }

    /** A figure by what it is held against, of the same round each; empty where no round has both. */
    Optional<Spread> ratio(Yardstick yardstick) {
        List<Double> ratios = new ArrayList<>();
        for (Map<String, Map<String, Double>> round : found) {
            Optional<Double> figure = number(round, yardstick.bench(), yardstick.figure());
            Optional<Double> against = against(round, yardstick.against());
            if (figure.isPresent() && against.isPresent() && against.get() != 0) {
                ratios.add(figure.get() / against.get());
            }
        }
        return ratios.isEmpty() ? Optional.empty() : Optional.of(Spread.of(ratios));
    }

    private static Optional<Double> against(Map<String, Map<String, Double>> round, Yardstick.Against against) {
        return switch (against) {
            case Yardstick.Measured measured -> number(round, measured.bench(), measured.figure());
            case Yardstick.Known known -> Optional.of(known.value());
            case Yardstick.Nothing nothing -> Optional.empty();
        };
    }

    private static Optional<Double> number(Map<String, Map<String, Double>> round, String bench, String name) {
        return Optional.ofNullable(round.getOrDefault(bench, Map.of()).get(name));
    }
}
