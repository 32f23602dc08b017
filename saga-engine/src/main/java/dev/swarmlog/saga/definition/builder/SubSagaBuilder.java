package dev.swarmlog.saga.definition.builder;

/** A step that is another saga. */
public final class SubSagaBuilder extends DoingBuilder<SubSagaBuilder> {
    SubSagaBuilder(String saga) {
        super("SUB_SAGA");
        with("saga", saga);
    }
}
