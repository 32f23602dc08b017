/**
 * What gathering needs beside the decisions in {@link dev.swarmlog.router.core.gather}: a reader of JSON for the modes
 * that look into results, the bounds, and the meters.
 */
@NullMarked
package dev.swarmlog.router.gather;

import org.jspecify.annotations.NullMarked;
