/**
 * What is measured, and how to measure it again: {@code swarmlog bench NAME --json}.
 *
 * <p>A {@link dev.swarmlog.bench.Bench} is a list of {@link dev.swarmlog.bench.Part}s; each measures one thing and adds
 * what it found to the {@link dev.swarmlog.bench.Findings}, under the names that the issues and docs/benchmarks.md use.
 * Parts know where a cluster is, never who started it: the command line brings an embedded broker, and may bring any other.
 *
 * <p>Services run here with their defaults. What a bench would have to set to look good has to become a default first.
 */
@NullMarked
package dev.swarmlog.bench;

import org.jspecify.annotations.NullMarked;
