package dev.swarmlog.router.core.gather;

import dev.swarmlog.router.core.Answer;
import dev.swarmlog.router.core.Answer.Cause;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Whether a message may go to several agents as it says. What is refused is told why.
 *
 * @param fanOutMax how many agents one message goes to at most
 * @param payloadBytesMax how large its payload may be
 */
public record GatherAdmission(int fanOutMax, int payloadBytesMax) {
    /** The refusal; null when the message is welcome. */
    public @Nullable Answer refusal(Asking asking, int payloadBytes, boolean tracked) {
        if (!asking.isForOne() && payloadBytes > payloadBytesMax) {
            return Answer.refused(
                    Cause.OVERSIZED,
                    "payload: at most " + payloadBytesMax + " bytes are allowed to several agents, found "
                            + payloadBytes);
        }
        String flaw = asking.isForOne() ? flawOfNone(asking) : flaw(asking, tracked);
        return flaw == null ? null : Answer.refused(Cause.INVALID, flaw);
    }

    /** For a message that goes to every agent there is. */
    public @Nullable Answer refusalOfPool(int agents) {
        return agents <= fanOutMax
                ? null
                : Answer.refused(
                        Cause.INVALID,
                        "strategy " + Asking.BROADCAST + ": at most " + fanOutMax + " agents are allowed, found "
                                + agents + "; gather.fanOut asks some of them");
    }

    private static @Nullable String flawOfNone(Asking asking) {
        boolean meantMore =
                asking.fanOut() != 0 || asking.quorum() != 0 || !asking.by().isEmpty() || asking.windowMs() != 0;
        return meantMore ? "gather.mode: a mode is expected where gather says more, found none" : null;
    }

    private @Nullable String flaw(Asking asking, boolean tracked) {
        Mode mode = asking.mode().isEmpty() ? Mode.ALL : Mode.named(asking.mode());
        if (mode == null) {
            return "gather.mode: one of " + Arrays.toString(Mode.values()) + " is expected, found '" + asking.mode()
                    + "'";
        }
        if (!tracked) {
            return "an untracked message has no answer: no gather and no " + Asking.BROADCAST + " is expected";
        }
        String flaw = fanOutFlaw(asking);
        if (flaw == null) {
            flaw = quorumFlaw(asking, mode);
        }
        return flaw == null ? byFlaw(asking, mode) : flaw;
    }

    private @Nullable String fanOutFlaw(Asking asking) {
        if (asking.fanOut() < 0 || asking.fanOut() > fanOutMax) {
            return "gather.fanOut: 0 to " + fanOutMax + " are allowed, found " + asking.fanOut();
        }
        if (asking.broadcast() && asking.fanOut() != 0) {
            return "gather.fanOut: " + Asking.BROADCAST + " goes to all, so 0 is expected, found " + asking.fanOut();
        }
        return asking.windowMs() < 0 ? "gather.windowMs: 0 or more is expected, found " + asking.windowMs() : null;
    }

    private @Nullable String quorumFlaw(Asking asking, Mode mode) {
        int quorum = asking.quorum();
        if (mode != Mode.QUORUM) {
            return quorum == 0 ? null : "gather.quorum: 0 is expected with " + mode + ", found " + quorum;
        }
        int most = asking.fanOut() == 0 ? fanOutMax : asking.fanOut();
        return quorum >= 1 && quorum <= most
                ? null
                : "gather.quorum: 1 to " + most + " is expected, no more than are asked, found " + quorum;
    }

    private static @Nullable String byFlaw(Asking asking, Mode mode) {
        if (!mode.wantsNumbers()) {
            return asking.by().isEmpty() ? null : "gather.by: nothing is expected with " + mode + found(asking);
        }
        if (asking.isForSmallest() && mode != Mode.BEST) {
            return "gather.by: a leading '-' asks BEST for the smallest and means nothing to " + mode + found(asking);
        }
        return isPointer(asking.pointer())
                ? null
                : "gather.by: a JSON pointer such as /score is expected" + found(asking);
    }

    private static String found(Asking asking) {
        return ", found '" + asking.by() + "'";
    }

    /** RFC 6901: empty, or parts that each begin with a slash, with ~ only as ~0 and ~1. */
    private static boolean isPointer(String text) {
        return text.isEmpty()
                || (text.startsWith("/") && !text.replaceAll("~[01]", "").contains("~"));
    }
}
