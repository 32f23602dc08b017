/**
 * The agents of {@code examples/sagas/csrd-report}: a company's readings are taken and locked, checked, given the factors
 * of a published table, and made a report that is filed. Each of these is taken back by its counterpart. They calculate
 * nothing: the formulas stand in the saga's definition, and a figure is only entered if its inputs have the hash that it
 * names.
 */
@NullMarked
package dev.swarmlog.examples.csrd;

import org.jspecify.annotations.NullMarked;
