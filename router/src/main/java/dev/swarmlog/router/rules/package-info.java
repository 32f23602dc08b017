/**
 * Routing by content: rules in CEL, read from routing.rules, say what a message asks for, or that it is refused.
 *
 * <pre>
 *   routing.rules --> LiveRules --compiles--> RuleBook (immutable, swapped whole)
 *                                                |
 *   a message --> RuleMatcher (one a task, remembers verdicts) --> Ruling: the effective routing, or a refusal
 * </pre>
 *
 * <p>Rules go by order, then by name; the first enabled one that matches decides alone. What a rule cannot decide,
 * because a key that it reads is missing or because it fails, is no match: the next rule is asked, and it is counted.
 *
 * <p>Bounds. A book has so many rules, an expression so many characters and parts, an evaluation so many steps, a payload
 * that is read so many bytes; regular expressions run in linear time. So a rule may cost time, but never the stream.
 *
 * <p>Threads: one thread writes {@link dev.swarmlog.router.rules.LiveRules}, any number read its book; a
 * {@link dev.swarmlog.router.rules.RuleMatcher} and a {@link dev.swarmlog.router.rules.Subject} are one thread's alone.
 */
@NullMarked
package dev.swarmlog.router.rules;

import org.jspecify.annotations.NullMarked;
