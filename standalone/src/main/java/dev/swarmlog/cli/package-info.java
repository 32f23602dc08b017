/**
 * The command line: one class for each command, each of which says what it wants and prints what came of it.
 *
 * <p>Exit codes are the same everywhere ({@link dev.swarmlog.cli.cluster.Failure}); an error is one line on stderr, with its
 * stack only after {@code --verbose}. Output for machines ({@code --json}) and for people goes to stdout, and nothing else
 * does: logs go to a file where a command runs services, and nowhere where it does not.
 *
 * <p>{@code cluster} holds how a command gets at a cluster, {@code view} what people look at, {@code demo} the show.
 */
@NullMarked
package dev.swarmlog.cli;

import org.jspecify.annotations.NullMarked;
