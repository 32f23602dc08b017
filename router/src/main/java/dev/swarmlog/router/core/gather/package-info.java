/**
 * What is made of the answers of several agents that got one message: {@link dev.swarmlog.router.core.gather.GatherMachine}.
 *
 * <pre>
 *   Open --the outcome is certain, or time is up--> Closed
 * </pre>
 *
 * <p>Each branch is a message to one agent, with its own life; here only its end counts. Invariants. A gather closes
 * once; one that is taken back, only when all are heard who may have done it. A branch ends once, and no agent's answer counts for two branches. What comes after the close changes nothing.
 * How likely another answer is does not matter: a gather closes as soon as no answer could change what it comes to.
 *
 * <p>Results are no business of this package: of each it knows only a {@link dev.swarmlog.router.core.gather.Finding},
 * what a reader of JSON found in it.
 */
@NullMarked
package dev.swarmlog.router.core.gather;

import org.jspecify.annotations.NullMarked;
