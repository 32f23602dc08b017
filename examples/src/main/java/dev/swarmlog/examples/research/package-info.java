/**
 * The agents of {@code examples/sagas/research}: a question is taken apart, looked up in a small library, answered by
 * several writers in quotes alone, and what a person approves of is put on the shelf.
 */
@NullMarked
package dev.swarmlog.examples.research;

import org.jspecify.annotations.NullMarked;
