package dev.swarmlog.bench;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/**
 * Waits until what runs is compiled. What was compiled in a run before does not help much: when that was shut down, the code
 * met branches that it had never taken, and was thrown away. While the compiler is busy it takes up to half of two
 * processors, and a figure of these seconds is one of the compiler.
 *
 * @param secondsMin for which to wait in any case
 * @param secondsMax after which to go on all the same
 */
public record WarmUp(int secondsMin, int secondsMax) {
    private static final double BUSY_SHARE_MAX = 0.05;
    private static final int QUIET_SECONDS = 2;

    /** Waits, and says for how many seconds. */
    public int await() throws InterruptedException {
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        int seconds = 0;
        int quiet = 0;
        long before = compiler.getTotalCompilationTime();
        while (seconds < secondsMin || (quiet < QUIET_SECONDS && seconds < secondsMax)) {
            TimeUnit.SECONDS.sleep(1);
            seconds++;
            long now = compiler.getTotalCompilationTime();
            quiet = now - before < TimeUnit.SECONDS.toMillis(1) * BUSY_SHARE_MAX ? quiet + 1 : 0;
            before = now;
        }
        return seconds;
    }
}
