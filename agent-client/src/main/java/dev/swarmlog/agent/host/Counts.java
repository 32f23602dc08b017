package dev.swarmlog.agent.host;

import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.producer.Callback;

/** The counters behind {@link HostStats}. Mutable and thread-safe. */
final class Counts {
    final LongAdder taken = new LongAdder();
    final LongAdder repeated = new LongAdder();
    final LongAdder stale = new LongAdder();
    final LongAdder undecodable = new LongAdder();
    final LongAdder completed = new LongAdder();
    final LongAdder failed = new LongAdder();
    final LongAdder rejected = new LongAdder();
    final LongAdder withdrawn = new LongAdder();
    final LongAdder unwritten = new LongAdder();
    final LongAdder canaries = new LongAdder();
    final LongAdder canariesUnanswered = new LongAdder();
    final LongAdder rejoined = new LongAdder();
    final LongAdder overtaken = new LongAdder();

    /** For writes whose failure nobody waits for: the lease, the next beat or the next card makes up for it. */
    Callback unwrittenOnFailure() {
        return (metadata, failure) -> {
            if (failure != null) {
                unwritten.increment();
            }
        };
    }

    HostStats snapshot(int running) {
        return new HostStats(
                taken.sum(),
                repeated.sum(),
                stale.sum(),
                undecodable.sum(),
                completed.sum(),
                failed.sum(),
                rejected.sum(),
                withdrawn.sum(),
                unwritten.sum(),
                canaries.sum(),
                canariesUnanswered.sum(),
                rejoined.sum(),
                overtaken.sum(),
                running);
    }
}
