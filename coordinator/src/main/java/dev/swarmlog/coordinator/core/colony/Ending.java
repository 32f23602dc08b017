package dev.swarmlog.coordinator.core.colony;

/**
 * How a swarm ended, and why.
 *
 * @param reason in one word: TARGET, PLATEAU, AGREEMENT, FINISHED, STEPS, STOPPED, OVER_BUDGET or BROKEN
 */
public record Ending(How how, String reason, String detail) {
    /** What it came to. */
    public enum How {
        CONVERGED(1),
        EXHAUSTED(2),
        STOPPED(3),
        FAILED(4);

        private final int code;

        How(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }

        static How of(int code) {
            for (How how : values()) {
                if (how.code == code) {
                    return how;
                }
            }
            throw new IllegalStateException("no ending has the code " + code);
        }
    }
}
