/** Sessions as people and programs see them. */
@NullMarked
package dev.swarmlog.cli.session;

import org.jspecify.annotations.NullMarked;
