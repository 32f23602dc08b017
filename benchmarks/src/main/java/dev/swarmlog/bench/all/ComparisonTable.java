package dev.swarmlog.bench.all;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Figures beside their yardsticks, in Markdown. Who has not been measured has no row. */
public final class ComparisonTable {
    private ComparisonTable() {}

    public static List<String> of(Rounds rounds) {
        List<String> lines = new ArrayList<>();
        lines.add("| what | figure: median (least to most) | held against | that | ratio |");
        lines.add("|---|---|---|---|---|");
        for (Yardstick yardstick : Yardstick.ALL) {
            Optional<Spread> figure = rounds.spread(yardstick.bench(), yardstick.figure());
            if (figure.isPresent()) {
                String ratio = rounds.ratio(yardstick).map(Spread::toString).orElse("");
                lines.add("| " + yardstick.what() + " (`" + yardstick.bench() + "`, `" + yardstick.figure() + "`) | "
                        + figure.get() + " | " + says(yardstick.against()) + " | "
                        + value(rounds, yardstick.against()) + " | " + ratio + " |");
            }
        }
        return lines;
    }

    private static String says(Yardstick.Against against) {
        return switch (against) {
            case Yardstick.Measured measured -> measured.what().replace('_', ' ');
            case Yardstick.Known known -> known.what();
            case Yardstick.Nothing nothing -> "";
        };
    }

    private static String value(Rounds rounds, Yardstick.Against against) {
        return switch (against) {
            case Yardstick.Measured measured ->
                rounds.spread(measured.bench(), measured.figure())
                        .map(Spread::toString)
                        .orElse("not measured");
            case Yardstick.Known known -> Spread.of(List.of(known.value())).toString();
            case Yardstick.Nothing nothing -> "";
        };
    }
}
