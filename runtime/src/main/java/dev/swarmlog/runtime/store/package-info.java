/**
 * State stores for processors whose entries mostly live shorter than a commit interval:
 * {@link dev.swarmlog.runtime.store.LiveStore}.
 */
@NullMarked
package dev.swarmlog.runtime.store;

import org.jspecify.annotations.NullMarked;
