/**
 * The pieces that every record goes through, each alone, by JMH: {@code swarmlog bench hot}. What they cost together with a broker,
 * threads and collector the other benches say; these say which of them moved.
 *
 * <p>JMH's classes are neither final nor private, because it extends them; this package's laws make that one exception.
 */
@NullMarked
package dev.swarmlog.bench.hot;

import org.jspecify.annotations.NullMarked;
