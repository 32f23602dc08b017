package dev.swarmlog.saga.http;

import dev.swarmlog.saga.core.definition.Definition;
import dev.swarmlog.saga.definition.Definitions;
import dev.swarmlog.saga.history.Audit;
import dev.swarmlog.v1.SagaDefinition;
import dev.swarmlog.v1.SagaEvent;
import dev.swarmlog.v1.SagaStatus;
import java.util.List;
import java.util.SortedMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What the log holds of sagas beyond how they are now. Thread-safe; throws a Problem where the cluster does not answer. */
public interface Archive {
    /** The records of all events under a saga's id, oldest first. */
    List<byte[]> events(String sagaId);

    SagaEvent event(byte[] record);

    /** Follows all sagas, as far as their history goes now, or until it shall not go on. */
    void follow(Audit audit, BooleanSupplier goesOn);

    /** All that are deployed, by name@version. */
    SortedMap<String, SagaDefinition> definitions();

    /** What a saga does; null where that is not there any more. */
    @Nullable
    Definition definitionOf(SagaStatus saga);

    Definitions reader();

    /** Returns when it is in the log for good. */
    void deploy(SagaDefinition definition);

    /** The same; who runs by it goes on, and nobody starts by it any more. */
    void withdraw(String name, String version);
}
