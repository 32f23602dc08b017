/**
 * State stores for processors whose entries mostly live shorter than a commit interval:
 * {@link dev.swarmlog.runtime.store.LiveStore}; and when tasks commit:
 * {@link dev.swarmlog.runtime.store.PromptCommits}.
 */
@NullMarked
package dev.swarmlog.runtime.store;

import org.jspecify.annotations.NullMarked;
