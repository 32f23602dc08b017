package dev.swarmlog.saga.shape;

/** One look at one document: how many steps it has taken. Mutable. */
final class Look {
    private static final int STEPS_MAX = 200_000;
    private static final int DEPTH_MAX = 200;

    private int steps;
    private int depth;

    /** Ends a look. Without a stack trace, for it is bad input. */
    static final class Unending extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unending(String message) {
            super(message, null, false, false);
        }
    }

    void enter() {
        if (++steps > STEPS_MAX || ++depth > DEPTH_MAX) {
            throw new Unending("to compare it with what is expected takes more than " + STEPS_MAX + " steps or "
                    + DEPTH_MAX + " levels");
        }
    }

    void leave() {
        depth--;
    }
}
