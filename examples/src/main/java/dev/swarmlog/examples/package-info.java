/**
 * Two sagas to begin with, in {@code examples/sagas}, and the agents that do their steps for real: they read tables, write
 * files and take them back, and reach no network. The same input comes to the same bytes each time.
 *
 * <p>{@code examples.sessions} has a program for each pattern of sessions.
 *
 * <p>All that the sagas' agents know is in files of one folder, so that any number of them in one process can be stopped and started
 * again; each task is named by its saga and does no harm when it comes twice.
 */
@NullMarked
package dev.swarmlog.examples;

import org.jspecify.annotations.NullMarked;
