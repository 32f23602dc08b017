/** What is no Java and yet must agree with the code: containers, dashboards, documents. */
@NullMarked
package dev.swarmlog.deploy;

import org.jspecify.annotations.NullMarked;
