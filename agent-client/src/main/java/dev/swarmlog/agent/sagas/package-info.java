/** Starting sagas and telling them what is wanted of them: {@link dev.swarmlog.agent.sagas.SagaClient}. */
@NullMarked
package dev.swarmlog.agent.sagas;

import org.jspecify.annotations.NullMarked;
