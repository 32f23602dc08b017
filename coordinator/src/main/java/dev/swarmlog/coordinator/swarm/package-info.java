/**
 * Swarms: populations that are run towards a goal, step by step, whoever dies meanwhile.
 *
 * <pre>
 *   swarms.commands --> swarms (by swarm) --+--> swarms.status     the picture of each
 *                          |                +--> swarms.events     what happened, and why
 *                 stores: starts, states    +--> swarms.positions  where the particles are
 *                          |                +--> messages.replies  how it ended
 *                 workers make the steps
 * </pre>
 *
 * <p>Steps are made by threads of their own, in slices, so that Streams' thread, which others' work waits for as well,
 * only takes what is done, writes it down and lets them go on. Between two of its looks a swarm belongs to its worker.
 * What is written down commits with what is told, so nobody has seen a step that a crash takes back.
 *
 * <p>A state that is small is written with every look; of a large one that runs in process only now and then, and in
 * between how many steps it has made and the hash of what it came to: the same steps are made again, and compared.
 */
@NullMarked
package dev.swarmlog.coordinator.swarm;

import org.jspecify.annotations.NullMarked;
