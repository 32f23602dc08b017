package dev.swarmlog.saga.http;

import dev.swarmlog.v1.SagaStatus;
import org.jspecify.annotations.Nullable;

/** The status of all sagas. Thread-safe; throws a {@link dev.swarmlog.runtime.http.Problem} while it is not there. */
public interface SagaIndex {
    @Nullable
    SagaStatus get(String sagaId);

    /** Shows sagas by id, from behind this one on, until who is shown has seen enough. */
    void behind(String cursor, Viewer viewer);

    /** Sees one after the other. */
    interface Viewer {
        /** False where that is enough. */
        boolean see(SagaStatus saga);
    }
}
