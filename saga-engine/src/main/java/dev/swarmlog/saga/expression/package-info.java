/**
 * Expressions of definitions, in CEL: compiled once, evaluated for each step of each saga.
 *
 * <pre>
 *   a value of a document --ExpressionCompiler--> Expression (a core Formula), or what is wrong and where
 *                                                   constant     nothing is evaluated
 *                                                   path         input.x.y: cut out of the JSON as it stands there
 *                                                   CEL          everything else
 *                                                   template     JSON with the others in its holes
 * </pre>
 *
 * <p>The same scope gives the same value: nothing in an expression asks a clock or chance, fields of what it makes are in
 * order of their names, and what is passed on whole is passed on as it was written.
 *
 * <p>Bounds. So many characters and parts, so many steps in an evaluation (a step is a part that gets a value, or 16
 * characters or elements of one), so many characters of result; regular expressions run in linear time. JSON is read only
 * of what an expression reads. Of an object that says a name twice, the first counts.
 *
 * <p>Threads: everything compiled is immutable and for any thread; what one evaluation needs is made for it.
 */
@NullMarked
package dev.swarmlog.saga.expression;

import org.jspecify.annotations.NullMarked;
