/**
 * The report of a simulation as one page of HTML that needs nothing else: plots as SVG, drawn here, styles and a script of some
 * lines inside. What it shows it reads from the JSON of the report alone, so that any report that was kept can be shown again.
 */
@NullMarked
package dev.swarmlog.cli.report;

import org.jspecify.annotations.NullMarked;
