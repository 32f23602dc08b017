package dev.swarmlog.saga.core.machine;

import dev.swarmlog.saga.core.Decision;
import dev.swarmlog.saga.core.Saga;
import dev.swarmlog.saga.core.SagaLimits;
import dev.swarmlog.saga.core.Trigger;
import dev.swarmlog.saga.core.definition.Definition;
import dev.swarmlog.saga.core.fact.Requester;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** What the sagas of one definition do. Immutable, to be kept with the definition and shared among sagas. */
public final class SagaMachine {
    private final Definition definition;
    private final SagaLimits limits;

    public SagaMachine(Definition definition, SagaLimits limits) {
        this.definition = definition;
        this.limits = limits;
    }

    /**
     * What this trigger leads to.
     *
     * @param now null where there is no saga of this id yet
     * @param draw uniform in 0..1, for the jitter of pauses
     */
    public Decision decide(String sagaId, @Nullable Saga now, Trigger trigger, long nowMs, DoubleSupplier draw) {
        throw new UnsupportedOperationException(definition.name() + limits);
    }

    /** A new saga goes on from where the other one was: what ran there is begun anew here. */
    public Decision restore(String sagaId, Saga origin, Requester requester, long nowMs, DoubleSupplier draw) {
        throw new UnsupportedOperationException(definition.name() + limits);
    }
}
