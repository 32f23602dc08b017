package dev.swarmlog.saga.definition.builder;

/** A step that one agent does. */
public final class TaskBuilder extends ActionBuilder<TaskBuilder> {
    TaskBuilder(String task) {
        super(null, task);
    }
}
