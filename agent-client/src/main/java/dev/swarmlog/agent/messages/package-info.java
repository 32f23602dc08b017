/**
 * Submitting work and hearing what became of it: {@link dev.swarmlog.agent.messages.MessageClient} writes
 * {@link dev.swarmlog.agent.messages.MessageDraft drafts} to the log and reads its own partition of the replies.
 */
@NullMarked
package dev.swarmlog.agent.messages;

import org.jspecify.annotations.NullMarked;
