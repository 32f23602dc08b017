package dev.swarmlog.saga.core.fact;

/**
 * The step of another saga of which this one is the work.
 *
 * @param depth how many sagas are above this one
 */
public record Parent(String sagaId, Place place, int attempt, int depth) {
    public static final Parent NONE = new Parent("", Place.of(-1), 0, 0);
}
