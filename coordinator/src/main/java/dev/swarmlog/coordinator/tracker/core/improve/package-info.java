/**
 * Proposals: what the history of a definition says should be changed, and what becomes of it. Nothing is changed unless
 * a person approves; then a share of the traffic tries it, and it stays only if it is not worse.
 *
 * <pre>
 *            approve             not worse
 *  PROPOSED ---------&gt; TRYING -------------&gt; PROMOTED
 *     |                  |                      |
 *     | reject           | worse, reject,       | reject
 *     v                  v took too long        v
 *  REJECTED          ROLLED_BACK &lt;-------- ROLLED_BACK
 *
 *  and PROPOSED, TRYING, PROMOTED --(sagas begin by another version)--&gt; STALE
 * </pre>
 */
@NullMarked
package dev.swarmlog.coordinator.tracker.core.improve;

import org.jspecify.annotations.NullMarked;
