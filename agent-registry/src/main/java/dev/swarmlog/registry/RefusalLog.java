package dev.swarmlog.registry;

import dev.swarmlog.registry.core.Refusal;
import dev.swarmlog.registry.core.Refusal.Reason;
import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Mutable, for one thread: refusals as the log tells them, one line per reason and interval with how many there were. Who
 * was refused stands on agents.events; a log that repeats that drowns what else it has to say.
 */
final class RefusalLog {
    private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);

    private final long intervalMs;
    private final Map<Reason, Told> told = new EnumMap<>(Reason.class);

    private static final class Told {
        long atMs;
        long since;
    }

    RefusalLog(long intervalMs) {
        this.intervalMs = intervalMs;
    }

    void refused(String id, Refusal refusal, long nowMs) {
        Told last = told.get(refusal.reason());
        if (last == null) {
            last = new Told();
            told.put(refusal.reason(), last);
        } else if (Math.abs(nowMs - last.atMs) < intervalMs) {
            last.since++;
            return;
        }
        LOG.atWarn()
                .addKeyValue("agent.id", id)
                .log("refusing {}: {}; {} more like it since the last such line", id, refusal, last.since);
        last.atMs = nowMs;
        last.since = 0;
    }
}
