/**
 * What a message and a heartbeat cost, by how many agents and partitions there are: services and broker are processes of their
 * own, so that what each of them uses of the processor is what its process used, compiler and collector with it.
 *
 * <p>Messages and heartbeats go to installations of their own on one broker: no router hears of the beats, no registry of
 * the messages, and what is counted as the price of one is not that of the other. Both come at an even pace which is far from
 * the most that can be done, as in an installation that is not overloaded; a larger load is cheaper by the piece.
 */
@NullMarked
package dev.swarmlog.bench.scale;

import org.jspecify.annotations.NullMarked;
