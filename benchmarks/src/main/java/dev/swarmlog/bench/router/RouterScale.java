package dev.swarmlog.bench.router;

import dev.swarmlog.bench.Findings;
import dev.swarmlog.bench.ServiceRun;
import dev.swarmlog.bench.WarmUp;
import dev.swarmlog.bench.crew.Payload;
import dev.swarmlog.bench.crew.Throughput;

/**
 * How large and how long it is measured.
 *
 * @param rules that are in effect
 * @param warmUp of what was just started, before it is measured
 * @param rehearsalSeconds for which messages come at a pace before latencies are measured
 * @param seconds of each measurement
 */
public record RouterScale(int agents, int rules, WarmUp warmUp, int rehearsalSeconds, int seconds) {
    public static final int AGENTS = 1_000;
    public static final int SECONDS = 30;

    private static final int REHEARSAL_SECONDS_MAX = 15;
    private static final int SETTLING_SECONDS_MAX = 5;
    private static final int WARM_UP_SECONDS_MAX = 60;
    private static final int ROW_SECONDS_MAX = 5;
    private static final int ROW_WARM_UP_SECONDS_MAX = 20;

    /** What the issues ask for, but for so many agents and seconds. */
    public static RouterScale of(int agents, int seconds) {
        if (agents < 1 || seconds < 1) {
            throw new IllegalArgumentException("at least one agent and one second, not " + agents + " and " + seconds);
        }
        return new RouterScale(
                agents,
                0,
                new WarmUp(Math.min(SETTLING_SECONDS_MAX, seconds), Math.min(WARM_UP_SECONDS_MAX, 3 * seconds)),
                Math.min(REHEARSAL_SECONDS_MAX, seconds),
                seconds);
    }

    /** One row of a table: shorter, since there are many. */
    RouterScale row(int agentsOfRow, int rulesOfRow) {
        return new RouterScale(
                agentsOfRow,
                rulesOfRow,
                new WarmUp(warmUp.secondsMin(), Math.min(ROW_WARM_UP_SECONDS_MAX, warmUp.secondsMax())),
                0,
                Math.min(ROW_SECONDS_MAX, seconds));
    }

    Throughput.Span span() {
        return Throughput.Span.of(warmUp, seconds);
    }

    /** With so many under way at most. */
    Throughput.Span span(int window) {
        return new Throughput.Span(warmUp, seconds, window);
    }

    void tell(Findings findings) {
        findings.setting("agents", agents);
        findings.setting("seconds", seconds);
        findings.setting("warm_up_seconds_max", warmUp.secondsMax());
        findings.setting("payload_bytes", Payload.BYTES);
        findings.setting("environment", ServiceRun.setFromOutside());
    }
}
