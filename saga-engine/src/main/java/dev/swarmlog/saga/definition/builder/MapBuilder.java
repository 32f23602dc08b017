package dev.swarmlog.saga.definition.builder;

/** A step that does the same for each element of a list. */
public final class MapBuilder extends ActionBuilder<MapBuilder> {
    MapBuilder(String over, String task) {
        super("MAP", task);
        with("over", over);
    }

    /** So many elements at once. */
    public MapBuilder parallel(int elements) {
        return with("parallel", elements);
    }

    /** With more failed elements the step fails. */
    public MapBuilder failures(int elements) {
        return with("failures", elements);
    }
}
