package dev.swarmlog.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.cli.cluster.ClusterOptions;
import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.cli.letters.Letter;
import dev.swarmlog.cli.letters.LetterBox;
import dev.swarmlog.cli.letters.Resubmission;
import dev.swarmlog.cli.letters.Resubmission.Changes;
import dev.swarmlog.cli.view.Json;
import dev.swarmlog.v1.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Of many, those that failed again after an earlier resubmission stand for their predecessors. */
@Command(
        name = "resubmit",
        description = {
            "Submit dead letters again, as new messages that nobody waits for.",
            "What fails again is a dead letter again. Twice within ten minutes is worked on once."
        },
        footerHeading = "%nExample:%n",
        footer = "  ./swarmlog dead-letters resubmit --reason expired --since 2h --dry-run")
final class DeadLettersResubmitCommand implements Callable<Integer> {
    private static final String FAILED = "FAILED";
    private static final String PASSED_OVER = "PASSED_OVER";
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

    private final List<CompletableFuture<Telling>> tellings = new ArrayList<>();
    private int submitted;

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
            if (id.isEmpty()) {
                many(box, again, changes);
            } else {
                Letter letter = DeadLettersShowCommand.newest(box, id);
                if (!letter.problem().isEmpty()) {
                    throw Failure.because("'" + id + "' cannot be submitted again: " + letter.problem());
                }
                one(letter, again, changes);
            }
        }
        return told();
    }

    private void many(LetterBox box, Resubmission again, Changes changes) {
        Set<String> overtaken = new HashSet<>();
        box.read(letter -> {
            if (!letter.resubmittedFrom().isEmpty()) {
                overtaken.add(letter.resubmittedFrom());
            }
        });
        Set<String> places = new HashSet<>();
        box.read(letter -> {
            if (!filter.test(letter) || submitted >= limit) {
                return;
            }
            if (overtaken.contains(letter.id())) {
                passOver(letter, "it was submitted again already and failed again");
            } else if (!letter.problem().isEmpty()) {
                passOver(letter, letter.problem());
            } else if (places.add(letter.place())) {
                one(letter, again, changes);
            }
        });
    }

    private void one(Letter letter, Resubmission again, Changes changes) {
        long nowMs = System.currentTimeMillis();
        CompletableFuture<Message> sent = dryRun
                ? CompletableFuture.completedFuture(Resubmission.again(letter, changes, nowMs))
                : again.submit(letter, nowMs);
        submitted++;
        Name name = Name.of(letter);
        tellings.add(sent.handle((message, failure) -> failure == null
                ? new Telling(name, dryRun ? "WOULD_SUBMIT" : "SUBMITTED", message.getMessageId(), "")
                : new Telling(name, FAILED, "", String.valueOf(failure.getMessage()))));
    }

    private void passOver(Letter letter, String why) {
        tellings.add(CompletableFuture.completedFuture(new Telling(Name.of(letter), PASSED_OVER, "", why)));
    }

    private int told() {
        List<Telling> all = tellings.stream().map(CompletableFuture::join).toList();
        int failed = count(all, FAILED);
        int passedOver = count(all, PASSED_OVER);
        if (output.isJson()) {
            output.jsonArray(all.stream().map(Telling::json).toList());
        } else {
            all.forEach(telling -> output.line(telling.line()));
            output.line((dryRun ? "would submit " : "submitted ") + (submitted - failed) + ", passed over " + passedOver
                    + (failed > 0 ? ", failed " + failed : ""));
        }
        return failed > 0 ? Failure.FAILED : 0;
    }

    private static int count(List<Telling> all, String what) {
        return (int) all.stream().filter(telling -> telling.what().equals(what)).count();
    }

    /** A letter without its bulk. */
    private record Name(String id, String place, String reason) {
        static Name of(Letter letter) {
            return new Name(
                    letter.id(), letter.place(), letter.wire().getReason().name());
        }
    }

    /** What was done with a letter. */
    private record Telling(Name name, String what, String as, String why) {
        ObjectNode json() {
            return Json.object()
                    .put("messageId", name.id())
                    .put("from", name.place())
                    .put("reason", name.reason())
                    .put("what", what)
                    .put("resubmittedAs", as)
                    .put("why", why);
        }

        String line() {
            return name.reason() + " " + name.id() + " of " + name.place()
                    + (as.isEmpty() ? " " + what + ": " + why : " -> " + as);
        }
    }
}
