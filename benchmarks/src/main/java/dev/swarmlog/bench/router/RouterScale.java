package dev.swarmlog.bench.router;

import dev.swarmlog.bench.Findings;
import dev.swarmlog.bench.ServiceRun;

/**
 * How large and how long it is measured.
 *
 * @param rules that are in effect
 * @param rehearsalSeconds for which a part runs before it is measured, so that all of it is compiled by then
 * @param settlingSeconds for which what was just started runs before it is measured
 * @param seconds of each measurement
 */
public record RouterScale(int agents, int rules, int rehearsalSeconds, int settlingSeconds, int seconds) {
    public static final int AGENTS = 1_000;
    public static final int SECONDS = 30;

    private static final int REHEARSAL_SECONDS_MAX = 15;
    private static final int SETTLING_SECONDS_MAX = 5;

    /** What the issues ask for, but for so many agents and seconds. */
    public static RouterScale of(int agents, int seconds) {
        if (agents < 1 || seconds < 1) {
            throw new IllegalArgumentException("at least one agent and one second, not " + agents + " and " + seconds);
        }
        return new RouterScale(
                agents, 0, Math.min(REHEARSAL_SECONDS_MAX, seconds), Math.min(SETTLING_SECONDS_MAX, seconds), seconds);
    }

    /** Of a length that is fit for a rehearsal. */
    RouterScale rehearsal() {
        return new RouterScale(agents, rules, 0, 0, rehearsalSeconds);
    }

    /** One row of a table: shorter, since there are many. */
    RouterScale row(int agentsOfRow, int rulesOfRow) {
        return new RouterScale(
                agentsOfRow,
                rulesOfRow,
                0,
                Math.min(3, settlingSeconds),
                Math.max(1, Math.min(SETTLING_SECONDS_MAX, seconds)));
    }

    void tell(Findings findings) {
        findings.setting("agents", agents);
        findings.setting("seconds", seconds);
        findings.setting("rehearsal_seconds", rehearsalSeconds);
        findings.setting("payload_bytes", Submitter.PAYLOAD_BYTES);
        findings.setting("environment", ServiceRun.setFromOutside());
    }
}
