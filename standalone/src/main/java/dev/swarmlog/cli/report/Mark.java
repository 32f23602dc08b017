package dev.swarmlog.cli.report;

/**
 * A fault as plots show it.
 *
 * @param number by which the table of faults tells what it was
 * @param toSeconds when it was over; as {@code fromSeconds} where it has no length
 */
record Mark(int number, double fromSeconds, double toSeconds, String what) {}
