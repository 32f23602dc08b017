/** The four known patterns of many agents, each as a small program that a user could have written. */
@NullMarked
package dev.swarmlog.examples.sessions;

import org.jspecify.annotations.NullMarked;
