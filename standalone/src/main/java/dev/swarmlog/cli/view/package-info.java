/** What people look at: text, tables and pictures made of characters. Pure: no terminal is touched here. */
@NullMarked
package dev.swarmlog.cli.view;

import org.jspecify.annotations.NullMarked;
