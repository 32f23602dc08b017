package dev.swarmlog.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.cli.cluster.ClusterOptions;
import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.cli.view.Json;
import dev.swarmlog.coordinator.letters.Letter;
import dev.swarmlog.coordinator.letters.LetterBox;
import dev.swarmlog.coordinator.letters.Rerun;
import dev.swarmlog.coordinator.letters.Rerun.Done;
import dev.swarmlog.coordinator.letters.Rerun.Telling;
import dev.swarmlog.coordinator.letters.Resubmission;
import dev.swarmlog.coordinator.letters.Resubmission.Changes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "resubmit",
        description = {
            "Submit dead letters again, as new messages that nobody waits for.",
            "What fails again is a dead letter again. Twice within ten minutes is worked on once."
        },
        footerHeading = "%nExample:%n",
        footer = "  ./swarmlog dead-letters resubmit --reason expired --since 2h --dry-run")
final class DeadLettersResubmitCommand implements Callable<Integer> {
    private static final int LETTERS_MAX = 1_000_000;

    @Parameters(paramLabel = "ID", arity = "0..1", description = "The message's id, or where it was")
    private String id = "";

    @Option(names = "--all", description = "Whatever it died of")
    private boolean all;

    @Mixin
    private final LetterFilter filter = new LetterFilter();

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Submit at most so many (${DEFAULT-VALUE})")
    private int limit;

    @Option(names = "--dry-run", description = "Only say what would be submitted")
    private boolean dryRun;

    @Option(
            names = "--deadline",
            paramLabel = "TIME",
            converter = DurationText.class,
            description = "After this nobody wants the result any more (the router's default)")
    private @Nullable Duration deadline;

    @Option(names = "--capability", paramLabel = "NAME", description = "To agents that can do this, instead")
    private String capability = "";

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final Output output = new Output();

    @Override
    public Integer call() {
        int said = (id.isEmpty() ? 0 : 1) + (all ? 1 : 0) + (filter.hasReason() && !all ? 1 : 0);
        if (said != 1) {
            throw Failure.wrongUsage("say which: an ID, --reason, or --all");
        }
        if (limit < 1 || limit > LETTERS_MAX) {
            throw Failure.wrongUsage("--limit: 1 to " + LETTERS_MAX + ", not " + limit);
        }
        ClusterConfig config = cluster.reach();
        LetterBox box = new LetterBox(config);
        Changes changes = new Changes(deadline, capability);
        try (Resubmission again = new Resubmission(config, changes)) {
            Rerun rerun = new Rerun(again, new Rerun.Order(filter, limit, dryRun, changes));
            return told(id.isEmpty() ? rerun.many(box) : List.of(rerun.one(resubmittable(box))));
        }
    }

    private Letter resubmittable(LetterBox box) {
        Letter letter = DeadLettersShowCommand.newest(box, id);
        if (!letter.problem().isEmpty()) {
            throw Failure.because("'" + id + "' cannot be submitted again: " + letter.problem());
        }
        return letter;
    }

    private int told(List<Telling> all) {
        int failed = count(all, Done.FAILED);
        if (output.isJson()) {
            output.jsonArray(all.stream().map(DeadLettersResubmitCommand::json).toList());
        } else {
            all.forEach(telling -> output.line(line(telling)));
            output.line((dryRun ? "would submit " : "submitted ")
                    + (count(all, Done.SUBMITTED) + count(all, Done.WOULD_SUBMIT)) + ", passed over "
                    + count(all, Done.PASSED_OVER) + (failed > 0 ? ", failed " + failed : ""));
        }
        return failed > 0 ? Failure.FAILED : 0;
    }

    private static int count(List<Telling> all, Done what) {
        return (int) all.stream().filter(telling -> telling.done() == what).count();
    }

    private static ObjectNode json(Telling telling) {
        return Json.object()
                .put("messageId", telling.id())
                .put("from", telling.place())
                .put("reason", telling.reason())
                .put("what", telling.done().name())
                .put("resubmittedAs", telling.as())
                .put("why", telling.why());
    }

    private static String line(Telling telling) {
        return telling.reason() + " " + telling.id() + " of " + telling.place()
                + (telling.as().isEmpty() ? " " + telling.done() + ": " + telling.why() : " -> " + telling.as());
    }
}
