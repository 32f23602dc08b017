/**
 * The engine's part of the HTTP interface. Any instance answers for all sagas: each keeps sagas.status, as it is on the
 * topic, on its disk; so nobody is shown what is not committed.
 */
@NullMarked
package dev.swarmlog.saga.http;

import org.jspecify.annotations.NullMarked;
