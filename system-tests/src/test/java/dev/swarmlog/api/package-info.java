/** The HTTP interface as its own document tells of it, with good requests and with all kinds of bad ones. */
@NullMarked
package dev.swarmlog.api;

import org.jspecify.annotations.NullMarked;
