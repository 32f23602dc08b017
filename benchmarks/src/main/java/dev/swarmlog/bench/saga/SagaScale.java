package dev.swarmlog.bench.saga;

import dev.swarmlog.bench.Findings;
import dev.swarmlog.bench.ServiceRun;
import dev.swarmlog.bench.WarmUp;

/**
 * How large and how long it is measured.
 *
 * @param inFlight sagas that go on at once, in the closed loop
 * @param held sagas that wait for agents, where memory is measured
 * @param asleep sagas that wait for a timer
 * @param definitions that are validated together
 * @param warmUp of what was just started, before it is measured
 * @param seconds of each measurement
 */
public record SagaScale(int agents, int inFlight, int held, int asleep, int definitions, WarmUp warmUp, int seconds) {
    public static final int IN_FLIGHT = 400;
    public static final int HELD = 100_000;
    public static final int ASLEEP = 1_000_000;

    private static final int AGENTS = 64;
    private static final int DEFINITIONS = 10_000;
    private static final int WARM_UP_SECONDS_MIN = 20;
    private static final int WARM_UP_SECONDS_MAX = 60;

    /** What the issues ask for, but for so many sagas and seconds. */
    public static SagaScale of(int inFlight, int held, int asleep, int seconds) {
        if (inFlight < 1 || held < 1 || asleep < 1 || seconds < 1) {
            throw new IllegalArgumentException("at least one saga and one second");
        }
        return new SagaScale(
                AGENTS,
                inFlight,
                held,
                asleep,
                DEFINITIONS,
                new WarmUp(Math.min(WARM_UP_SECONDS_MIN, seconds), Math.min(WARM_UP_SECONDS_MAX, 3 * seconds)),
                seconds);
    }

    void tell(Findings findings) {
        findings.setting("in_flight", inFlight);
        findings.setting("seconds", seconds);
        findings.setting("warm_up_seconds_max", warmUp.secondsMax());
        findings.setting("input_bytes", Starter.INPUT_BYTES);
        findings.setting("environment", ServiceRun.setFromOutside());
    }
}
