package dev.swarmlog.saga.deployed;

import dev.swarmlog.saga.core.SagaLimits;
import dev.swarmlog.saga.core.definition.Definition;
import dev.swarmlog.saga.core.machine.SagaMachine;

/** A definition, and what its sagas do. */
public record Deployed(Definition definition, SagaMachine machine) {
    static Deployed of(Definition definition, SagaLimits limits) {
        return new Deployed(definition, new SagaMachine(definition, limits));
    }
}
