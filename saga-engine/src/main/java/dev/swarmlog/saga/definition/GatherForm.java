package dev.swarmlog.saga.definition;

import dev.swarmlog.document.Form;
import dev.swarmlog.document.Spot;
import dev.swarmlog.saga.definition.StepDraft.GatherDraft;

/** How several agents are asked. What the router would refuse is refused here, before any saga starts. */
final class GatherForm {
    private static final long WINDOW_MS_MAX = 86_400_000;

    private GatherForm() {}

    /** As the router knows them. */
    enum Mode {
        ALL,
        FIRST,
        QUORUM,
        MAJORITY,
        BEST,
        AVERAGE,
        MERGE
    }

    static GatherDraft read(Form form, DefinitionLimits limits) {
        Mode mode = form.choice("mode", Mode.class, Mode.ALL);
        int fanOut = (int) form.whole("fanOut", 0, limits.fanOutMax(), 0);
        Spot quorumAt = form.spot("quorum");
        int quorum = (int) form.whole("quorum", 1, fanOut == 0 ? limits.fanOutMax() : fanOut, 0);
        Spot byAt = form.spot("by");
        String by = form.plain("by", "a JSON pointer like /score", 256);
        int window = (int) form.millis("window", 1, WINDOW_MS_MAX, 0);
        form.end();
        checkQuorum(form, mode, quorum, quorumAt);
        checkBy(form, mode, by, byAt);
        return new GatherDraft(mode.name(), fanOut, quorum, by, window);
    }

    private static void checkQuorum(Form form, Mode mode, int quorum, Spot at) {
        if (mode == Mode.QUORUM && quorum == 0) {
            form.wrong(at, "quorum", "how many answers are enough is expected with QUORUM, found nothing");
        } else if (mode != Mode.QUORUM && quorum != 0) {
            form.wrong(at, "quorum", "nothing is expected with " + mode + ", found " + quorum);
        }
    }

    private static void checkBy(Form form, Mode mode, String by, Spot at) {
        boolean numbers = mode == Mode.BEST || mode == Mode.AVERAGE;
        String pointer = mode == Mode.BEST && by.startsWith("-") ? by.substring(1) : by;
        boolean isPointer = pointer.isEmpty()
                || (pointer.startsWith("/") && !pointer.replaceAll("~[01]", "").contains("~"));
        if (!numbers && !by.isEmpty()) {
            form.wrong(at, "by", "nothing is expected with " + mode + ", found '" + by + "'");
        } else if (!isPointer) {
            form.wrong(at, "by", "a JSON pointer like /score is expected, found '" + by + "'");
        }
    }
}
