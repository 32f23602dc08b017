package dev.swarmlog.router.rules;

import java.util.concurrent.atomic.LongAdder;

/** How often a rule said what, in all its versions. Thread-safe. */
final class Tally {
    final LongAdder matched = new LongAdder();
    final LongAdder missing = new LongAdder();
    final LongAdder failed = new LongAdder();

    void count(Verdict.Kind kind) {
        switch (kind) {
            case MATCHED -> matched.increment();
            case MISSING -> missing.increment();
            case FAILED -> failed.increment();
            case NOT_MATCHED -> {
                // what most rules say of most messages is not worth a count
            }
        }
    }
}
