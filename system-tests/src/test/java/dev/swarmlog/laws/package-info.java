/** The laws of STYLE.md as tests, each with a deliberately lawless class in {@code dev.swarmlog.lawless} that it must catch. */
@NullMarked
package dev.swarmlog.laws;

import org.jspecify.annotations.NullMarked;
