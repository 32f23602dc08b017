package dev.swarmlog.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.swarmlog.bench.all.ComparisonTable;
import dev.swarmlog.cli.bench.BenchChoice;
import dev.swarmlog.cli.bench.BenchPages;
import dev.swarmlog.cli.bench.BenchRounds;
import dev.swarmlog.cli.cluster.Failure;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "all",
        description = {
            "Run every bench several times in turns, each in a process of its own, and hold each figure against its limit.",
            "Writes the tables into benchmarks.md of the documents after each round, of which one takes 20 to 30 minutes,"
                    + " and adds a line to their benchmarks/history.jsonl at the end."
        },
        footerHeading = "%nExample:%n",
        footer = "  ./swarmlog bench all --only limits,router:deliveries,router:cycles")
final class BenchAllCommand implements Callable<Integer> {
    private static final Path USUAL_DOCUMENTS = Path.of("docs");
    private static final int QUICK_SECONDS = 3;
    private static final Map<String, List<String>> QUICK =
            Map.of("registry", List.of("--agents", "1000"), "saga", List.of("--held", "5000", "--asleep", "20000"));

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "3",
            description = "How often each bench runs (${DEFAULT-VALUE})")
    private int runs;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "10",
            description = "How long each throughput is measured (${DEFAULT-VALUE})")
    private int seconds;

    @Option(
            names = "--only",
            paramLabel = "BENCH[:PART]",
            split = ",",
            description = "Only these benches, or these parts of them, with commas between them")
    private List<String> only = new ArrayList<>();

    @Option(
            names = "--quick",
            description = "Small and short, to see that all of it works; writes nothing unless --docs says where")
    private boolean quick;

    @Option(names = "--docs", paramLabel = "DIR", description = "The documents to write to (docs, where that exists)")
    private @Nullable Path docs;

    @Mixin
    private final Output output = new Output();

    @Override
    public Integer call() throws InterruptedException {
        BenchRounds rounds = new BenchRounds();
        BenchRounds.Plan plan = plan();
        Instant begin = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Path folder = documents();
        rounds.run(plan, what -> output.note(what + " ..."), () -> {
            if (folder != null) {
                new BenchPages(folder).show(page(begin, rounds));
                output.note("written to " + folder);
            }
        });
        ObjectNode run = rounds.json();
        run.put("at", begin.toString()).put("command", command()).put("runs", runs);
        rounds.failures().forEach(run.withArray("/failures")::add);
        if (folder != null && rounds.done() > 0) {
            new BenchPages(folder).remember(run);
        }
        if (output.isJson()) {
            output.json(run);
        } else {
            output.lines(ComparisonTable.of(rounds.numbers()));
        }
        rounds.failures().forEach(output::note);
        return rounds.failures().isEmpty() ? 0 : Failure.FAILED;
    }

    private BenchRounds.Plan plan() {
        if (runs < 1 || seconds < 1) {
            throw Failure.wrongUsage("at least one run and one second, not " + runs + " and " + seconds);
        }
        try {
            List<String> arguments = List.of("--seconds", String.valueOf(quick ? QUICK_SECONDS : seconds));
            return new BenchRounds.Plan(
                    Swarmlog.class.getName(), BenchChoice.of(only), arguments, quick ? QUICK : Map.of(), runs);
        } catch (IllegalArgumentException e) {
            throw Failure.wrongUsage("--only: " + e.getMessage());
        }
    }

    private @Nullable Path documents() {
        if (docs != null && !BenchPages.areIn(docs)) {
            throw Failure.wrongUsage("--docs: no benchmarks.md to write to in " + docs);
        }
        if (docs != null) {
            return docs;
        }
        return !quick && BenchPages.areIn(USUAL_DOCUMENTS) ? USUAL_DOCUMENTS : null;
    }

    /** What makes the same run again. */
    private String command() {
        return "./swarmlog bench all --runs " + runs + (quick ? " --quick" : " --seconds " + seconds)
                + (only.isEmpty() ? "" : " --only " + String.join(",", only));
    }

    private List<String> page(Instant begin, BenchRounds rounds) {
        List<String> lines = new ArrayList<>();
        lines.add("`" + command() + "`, begun " + begin + "; each bench in a process of its own, "
                + rounds.done()
                + " rounds. A ratio is of two figures of one round; \"earlier\" is what others' programs did on such a machine"
                + " before this project began. All numbers of all runs: [history.jsonl](benchmarks/history.jsonl).");
        DoubleSummaryStatistics stolen = rounds.stolen();
        if (stolen.getCount() > 0) {
            lines.add("While a part was measured, " + percent(stolen.getMin()) + " to " + percent(stolen.getMax())
                    + " % of the machine's processors went to others, " + percent(stolen.getAverage())
                    + " % on average of all parts: figures are too low by that, or by more.");
        }
        if (!rounds.failures().isEmpty()) {
            lines.add("Missing: " + String.join("; ", rounds.failures()) + ".");
        }
        lines.add("");
        lines.addAll(ComparisonTable.of(rounds.numbers()));
        return lines;
    }

    private static long percent(double share) {
        return Math.round(100 * share);
    }
}
