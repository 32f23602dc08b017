/**
 * A simulation as a show: {@link dev.swarmlog.cli.show.Show} looks at it now and then, {@link dev.swarmlog.cli.show.Scene}
 * is what there is to see, {@link dev.swarmlog.cli.show.Frame} draws it, and a {@link dev.swarmlog.cli.show.Stage} brings it
 * to a terminal, into a log of plain lines, or nowhere.
 *
 * <p>One thread looks and draws; the journal alone hears from others.
 */
@NullMarked
package dev.swarmlog.cli.show;

import org.jspecify.annotations.NullMarked;
