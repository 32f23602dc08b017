/** The SDK with which an agent joins and a program submits work. */
@NullMarked
package dev.swarmlog.agent;

import org.jspecify.annotations.NullMarked;
