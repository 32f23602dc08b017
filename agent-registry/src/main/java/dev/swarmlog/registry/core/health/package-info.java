/**
 * How well an agent is, as a number, and why.
 *
 * <p>Each factor says how ill it finds the agent, from 0 to 1, and takes at most its weight of the score:
 *
 * <pre>
 *   score = (1 - weight * illness) of staleness * ... of success rate * ... of the other factors
 *
 *   factor                is 0 ...                      is 1 ...                        weight
 *   STALENESS             when it just beat             once it is suspect               0.6
 *   SUCCESS_RATE          without failures              when all of at least 10 failed   0.75
 *   CONSECUTIVE_FAILURES  up to 1                       from 3 in a row                  0.75
 *   RESPONSE_TIME         up to 1 s                     from 10 s                        0.45
 *   SATURATION            while all work has a place    as much waits as is worked on    0.2
 *   CANARY                without one unanswered        3 unanswered                     0.75
 * </pre>
 *
 * <p>All of them can be set. One factor alone can make an agent useless, and several small ones add up less than twice.
 * What costs less than a hundredth costs nothing. {@code why} shares the whole loss out among the factors in proportion to
 * what each would take alone, so that its costs sum to {@code 1 - score}.
 *
 * <p>An agent is degraded below a score of 0.5, or when it breaks one of the plain rules that people know by heart: three
 * failures in a row, an error rate above 0.5 over enough outcomes, responses that take more than 10 s, three canaries
 * unanswered. It is healthy again from 0.7 on, if it breaks none. (Unseen for 60 s is no matter of health here: such an
 * agent is suspect.) The distance between the two keeps it from flapping. An
 * agent that fails one time in four has three failures in a row again and again, with a good score in between: whoever
 * failed lately stays degraded for 15 s at least.
 *
 * <p>Two sources tell of an agent's work: itself, by the totals in its heartbeats, and the routers that sent it work. The
 * routers win: what others saw of it is evidence, and it is what a requester would experience. So as long as a router
 * tells of an agent, its own totals are followed but not counted, else the same work would count twice; and when a
 * router begins to tell, what the agent alone told before is dropped for the same reason. An agent that gets its work from
 * elsewhere is believed what it says of itself.
 *
 * <p>Constant memory: outcomes are counted with a half-life, the response time is a mean over the same outcomes.
 */
@NullMarked
package dev.swarmlog.registry.core.health;

import org.jspecify.annotations.NullMarked;
