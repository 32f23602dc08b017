/**
 * Definitions of sagas as people write them, YAML or JSON, and the way from there to core's model.
 *
 * <pre>
 *   bytes --document--> places and values --SagaReader, StepReader--> drafts --Graph, UndoRules--> ordered and sound
 *         --Assembly, with expression and shape--> Definition, or all that is wrong at once
 * </pre>
 *
 * <p>What is deployed is known by the SHA-256 of its canonical form, so neither spaces nor the order of fields make
 * another definition; steps are therefore put in order by what they come after and then by name, never by where they
 * stand. What was validated lately is remembered by its bytes.
 *
 * <p>Nothing here throws for what somebody wrote, and nothing here takes longer than {@link
 * dev.swarmlog.saga.definition.DefinitionLimits} allow.
 */
@NullMarked
package dev.swarmlog.saga.definition;

import org.jspecify.annotations.NullMarked;
