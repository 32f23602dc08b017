package dev.swarmlog.agent.core;

/**
 * What the registry thinks of one start of an agent, by what it tells on agents.events. Mutable, for one thread.
 *
 * <p>Whoever hears of a later start than its own was overtaken, and serves no more. But a start that the registry never took
 * in was overtaken before it began, most likely by its own past under a clock that ran ahead: it comes back once, above the
 * epoch that it was told. Once is enough for that, and two hosts that both run the agent cannot go on outbidding each other:
 * each epoch is either told to its owner as registered, or was its only second try.
 */
public final class Standing {
    private static final String OLD_EPOCH = "OLD_EPOCH";
    /** Nothing that a clock says, and far from the end of the numbers. */
    private static final long EPOCH_MAX = Long.MAX_VALUE / 2;

    private static final String UNKNOWN_AGENT = "UNKNOWN_AGENT";

    private final long epoch;
    private final boolean isSecondTry;
    private boolean registered;
    private String refusedFor = "";

    /** What an event means for the agent. */
    public enum Consequence {
        NOTHING,
        /** The registry does not know the agent (any more): show the card again. */
        INTRODUCE,
        /** Come back under a higher epoch. */
        REJOIN,
        /** A later start has taken over: stop. */
        STOP,
        /** Something of ours was refused, for another reason than the last time: people should know. */
        COMPLAIN
    }

    public Standing(long epoch, boolean isSecondTry) {
        this.epoch = epoch;
        this.isSecondTry = isSecondTry;
    }

    /**
     * Hears an event about the agent.
     *
     * @param isRefusal whether it says that something was refused
     * @param toldEpoch the agent's epoch in the registry, 0 when it knows none
     * @param reason begins with a word for machines
     */
    public Consequence hear(boolean isRefusal, long toldEpoch, String reason) {
        if (toldEpoch > epoch) {
            return registered || isSecondTry || toldEpoch > EPOCH_MAX ? Consequence.STOP : Consequence.REJOIN;
        }
        if (!isRefusal) {
            registered |= toldEpoch == epoch;
            return Consequence.NOTHING;
        }
        int end = reason.indexOf(':');
        String word = end < 0 ? reason : reason.substring(0, end);
        if (word.equals(OLD_EPOCH)) {
            // An earlier start than ours was refused: it is told to it, too.
            return Consequence.NOTHING;
        }
        if (word.equals(UNKNOWN_AGENT)) {
            return Consequence.INTRODUCE;
        }
        boolean isNews = !word.equals(refusedFor);
        refusedFor = word;
        return isNews ? Consequence.COMPLAIN : Consequence.NOTHING;
    }
}
