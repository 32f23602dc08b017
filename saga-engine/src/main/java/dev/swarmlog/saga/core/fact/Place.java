package dev.swarmlog.saga.core.fact;

/**
 * Where in a saga something is done: a step, or one element of a step that does the same for each.
 *
 * @param item negative where the step is meant as a whole
 */
public record Place(int step, int item) {
    public static Place of(int step) {
        return new Place(step, -1);
    }
}
