package dev.swarmlog.bench.swarm;

import dev.swarmlog.bench.Findings;
import dev.swarmlog.bench.ServiceRun;

/**
 * How large and how long it is measured.
 *
 * @param suppliers that are brought in
 * @param agents who do it
 * @param swarms that run at once
 * @param seconds of each measurement
 */
public record SwarmScale(int suppliers, int agents, int swarms, int seconds) {
    public static final int SUPPLIERS = 100_000;

    private static final int AGENTS = 100;
    private static final int SWARMS = 100;

    public static SwarmScale of(int suppliers, int seconds) {
        if (suppliers < 1 || seconds < 1) {
            throw new IllegalArgumentException("at least one supplier and one second");
        }
        return new SwarmScale(suppliers, AGENTS, SWARMS, seconds);
    }

    void tell(Findings findings) {
        findings.setting("suppliers", suppliers);
        findings.setting("agents", agents);
        findings.setting("seconds", seconds);
        findings.setting("environment", ServiceRun.setFromOutside());
    }
}
