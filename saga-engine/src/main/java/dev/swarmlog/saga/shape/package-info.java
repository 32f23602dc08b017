/**
 * Shapes of JSON documents, written in JSON Schema: what a saga may be started with, and what it must answer.
 *
 * <p>Known are the keywords of draft 2020-12 that say what a document looks like: {@code type, enum, const, properties,
 * required, additionalProperties, minProperties, maxProperties, items, minItems, maxItems, uniqueItems, minimum, maximum,
 * exclusiveMinimum, exclusiveMaximum, multipleOf, minLength, maxLength, pattern, anyOf, allOf, oneOf, not, $defs} and
 * {@code $ref} into {@code $defs}. What only describes ({@code title, description, default, examples, format, $comment,
 * $schema, $id, deprecated, readOnly, writeOnly}) is let be. Any other keyword is an error, for it would promise what
 * nobody keeps; so is a reference out of the document, for nothing here fetches anything.
 *
 * <p>A look at a document takes a bounded number of steps; patterns run in linear time.
 */
@NullMarked
package dev.swarmlog.saga.shape;

import org.jspecify.annotations.NullMarked;
