package dev.swarmlog.saga.diagram;

import dev.swarmlog.v1.SagaStepState;

/**
 * How a state looks; told apart by line and word, too, since not everybody sees colours.
 *
 * @param dashed it is not part of what the saga does now
 */
record Colours(String fill, String line, boolean dashed) {

    static Colours of(SagaStepState state) {
        return switch (state) {
            case COMPLETED -> new Colours("#e6f4ea", "#2e7d32", false);
            case RUNNING -> new Colours("#dcecfd", "#1565c0", false);
            case WAITING -> new Colours("#f1e6fa", "#6a1b9a", false);
            case BACKING_OFF -> new Colours("#fff0dd", "#d95f02", false);
            case FAILED -> new Colours("#fde3e3", "#b71c1c", false);
            case UNDOING -> new Colours("#fff6d6", "#8a6d00", false);
            case UNDO_FAILED -> new Colours("#f5b5b5", "#7f0000", false);
            case UNDONE -> new Colours("#efe9e6", "#795548", true);
            case SKIPPED -> new Colours("#f4f4f4", "#757575", true);
            case PENDING, UNKNOWN -> new Colours("#ffffff", "#9e9e9e", false);
        };
    }
}
