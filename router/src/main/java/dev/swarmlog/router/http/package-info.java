/** The router's part of the HTTP interface: the rules that there are, and what they make of a message. */
@NullMarked
package dev.swarmlog.router.http;

import org.jspecify.annotations.NullMarked;
