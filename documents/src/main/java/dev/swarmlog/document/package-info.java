/**
 * A written document and where in it everything stands: YAML 1.2, and thus JSON too, read once into a tree of places
 * and values, with all that is wrong with its form.
 *
 * <p>What is read is other people's text. Its bytes, its nesting and its values are bounded, and values that anchors
 * repeat are counted as often as they stand for something; so no document costs more than its size.
 *
 * <p>Missing on purpose: tags, merge keys ({@code <<}), dates and all of YAML's other ways to write a number. A text is a
 * text unless it is a number, a truth value or null as JSON writes them.
 */
@NullMarked
package dev.swarmlog.document;

import org.jspecify.annotations.NullMarked;
