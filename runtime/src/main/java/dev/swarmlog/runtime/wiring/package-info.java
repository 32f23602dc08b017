/** What the topologies of several services have alike: what they read and write, and copies of topics that people ask for. */
@NullMarked
package dev.swarmlog.runtime.wiring;

import org.jspecify.annotations.NullMarked;
