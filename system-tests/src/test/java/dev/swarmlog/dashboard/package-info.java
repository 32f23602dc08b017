/** The dashboard in a real browser, driven over the DevTools protocol: no driver, no library, only what the JDK has. */
@NullMarked
package dev.swarmlog.dashboard;

import org.jspecify.annotations.NullMarked;
