package dev.swarmlog.simulator.core.ledger;

/**
 * One breach, with what is known of it.
 *
 * @param number of the message; negative where it is about none
 * @param agent of ours, by its number; negative where it is none
 * @param fence of the assignment; 0 where it is none
 */
public record Violation(Breach breach, long number, int agent, int fence, String detail) {}
