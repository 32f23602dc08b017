package dev.swarmlog.simulator.core.faults;

import dev.swarmlog.simulator.core.world.Ailment;
import java.util.Locale;

/** What can happen to agents. */
public enum FaultKind {
    /** Their processes are killed, and started again when it is over. */
    CRASH(Ailment.CRASHED),
    /** They work, and beat no more. */
    SILENT(Ailment.SILENT),
    /** They beat, and get nothing done. */
    HUNG(Ailment.HUNG),
    /** They take several times as long. */
    SLOW(Ailment.SLOW),
    /** They say that they are idle and well, and fail whatever they do. */
    LYING(Ailment.LYING),
    /** They are cut off: what they say and what they are told comes when it is over. */
    NETWORK_PAUSE(Ailment.CUT_OFF),
    /** They give each result twice. */
    DUPLICATES(Ailment.DOUBLING),
    /** They crash and come back again and again. */
    FLAPPING(Ailment.CRASHED),
    /** All processes of a zone are killed, and started again when it is over. */
    ZONE_OUTAGE(Ailment.CRASHED);

    private final Ailment ailment;

    FaultKind(Ailment ailment) {
        this.ailment = ailment;
    }

    public Ailment ailment() {
        return ailment;
    }

    /** As it is written in scenarios. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
