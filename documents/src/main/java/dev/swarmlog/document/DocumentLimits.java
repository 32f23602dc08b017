package dev.swarmlog.document;

/**
 * How much a document may hold.
 *
 * @param nestingMax how deep lists and fields may stand in each other
 * @param valuesMax how many values, those that aliases repeat counted each time
 */
public record DocumentLimits(int bytesMax, int nestingMax, int valuesMax) {}
