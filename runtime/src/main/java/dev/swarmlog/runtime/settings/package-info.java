/**
 * Settings from the environment: each is asked for once, with its default, its range and what it is for; what is wrong
 * is collected and told together; and what was asked for is the reference in {@code docs/configuration.md}.
 */
@NullMarked
package dev.swarmlog.runtime.settings;

import org.jspecify.annotations.NullMarked;
