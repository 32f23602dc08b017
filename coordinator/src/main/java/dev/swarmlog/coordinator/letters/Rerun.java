package dev.swarmlog.coordinator.letters;

import dev.swarmlog.coordinator.letters.Resubmission.Changes;
import dev.swarmlog.v1.Message;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/**
 * Dead letters submitted again, and what came of each. Of many, those that failed again after an earlier resubmission
 * stand for their predecessors. Mutable, for one thread.
 */
public final class Rerun {
    /** Which letters; with a dry run it is only said what would be submitted. */
    public record Order(Predicate<Letter> wanted, int limit, boolean dryRun, Changes changes) {}

    /** What was done with a letter. */
    public record Telling(String id, String place, String reason, Done done, String as, String why) {}

    public enum Done {
        SUBMITTED,
        WOULD_SUBMIT,
        PASSED_OVER,
        FAILED
    }

    private final Resubmission again;
    private final Order order;
    private final List<CompletableFuture<Telling>> tellings = new ArrayList<>();
    private int submitted;

    public Rerun(Resubmission again, Order order) {
        this.again = again;
        this.order = order;
    }

    /** All that are wanted. */
    public List<Telling> many(LetterBox box) {
        Set<String> overtaken = new HashSet<>();
        box.read(letter -> {
            if (!letter.resubmittedFrom().isEmpty()) {
                overtaken.add(letter.resubmittedFrom());
            }
        });
        Set<String> places = new HashSet<>();
        box.read(letter -> {
            if (!order.wanted.test(letter) || submitted >= order.limit) {
                return;
            }
            if (overtaken.contains(letter.id())) {
                passOver(letter, "it was submitted again already and failed again");
            } else if (!letter.problem().isEmpty()) {
                passOver(letter, letter.problem());
            } else if (places.add(letter.place())) {
                submit(letter);
            }
        });
        return tellings.stream().map(CompletableFuture::join).toList();
    }

    /** This one, which has no problem. */
    public Telling one(Letter letter) {
        submit(letter);
        return tellings.getLast().join();
    }

    private void submit(Letter letter) {
        long nowMs = System.currentTimeMillis();
        CompletableFuture<Message> sent = order.dryRun
                ? CompletableFuture.completedFuture(Resubmission.again(letter, order.changes, nowMs))
                : again.submit(letter, nowMs);
        submitted++;
        // The letter itself may be large, and many wait for the cluster.
        Telling name = telling(letter, Done.FAILED, "", "");
        tellings.add(sent.handle((message, failure) -> failure == null
                ? new Telling(
                        name.id,
                        name.place,
                        name.reason,
                        order.dryRun ? Done.WOULD_SUBMIT : Done.SUBMITTED,
                        message.getMessageId(),
                        "")
                : new Telling(
                        name.id, name.place, name.reason, Done.FAILED, "", String.valueOf(failure.getMessage()))));
    }

    private void passOver(Letter letter, String why) {
        tellings.add(CompletableFuture.completedFuture(telling(letter, Done.PASSED_OVER, "", why)));
    }

    private static Telling telling(Letter letter, Done done, String as, String why) {
        return new Telling(
                letter.id(), letter.place(), letter.wire().getReason().name(), done, as, why);
    }
}
