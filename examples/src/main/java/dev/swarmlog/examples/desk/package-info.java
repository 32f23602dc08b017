/** What both examples' agents are made of: tasks from JSON to JSON, a folder to work in, tables to read. */
@NullMarked
package dev.swarmlog.examples.desk;

import org.jspecify.annotations.NullMarked;
