package dev.swarmlog.simulator;

/** Ids of one run's messages: each bears the message's number, so that nobody has to look it up. */
record RunIds(String prefix) {
    private static final int DIGITS = 10;

    /** Different from those of every other run. */
    static RunIds of(long startedAtMs) {
        return new RunIds("sim-" + Long.toHexString(startedAtMs) + "-");
    }

    String id(long number) {
        String digits = Long.toString(number);
        return prefix + "0".repeat(DIGITS - digits.length()) + digits;
    }

    /** Negative where it is no message of this run. */
    long number(String id) {
        if (id.length() != prefix.length() + DIGITS || !id.startsWith(prefix)) {
            return -1;
        }
        long number = 0;
        for (int at = prefix.length(); at < id.length(); at++) {
            int digit = id.charAt(at) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
