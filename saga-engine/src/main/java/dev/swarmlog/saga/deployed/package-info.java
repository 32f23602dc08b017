/** The definitions that are deployed, as every instance reads them from sagas.definitions; each is compiled once. */
@NullMarked
package dev.swarmlog.saga.deployed;

import org.jspecify.annotations.NullMarked;
