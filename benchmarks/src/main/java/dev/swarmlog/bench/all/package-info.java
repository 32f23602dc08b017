/**
 * What all benches found in several rounds, each figure beside what it is held against.
 *
 * <p>A round runs every bench once, each in a process of its own, and the next round begins when all have run: what slows the
 * machine for some minutes then hits all of them in one round, and not all rounds of one. A ratio is always of two figures of the
 * same round; its spread says how far to trust it.
 */
@NullMarked
package dev.swarmlog.bench.all;

import org.jspecify.annotations.NullMarked;
