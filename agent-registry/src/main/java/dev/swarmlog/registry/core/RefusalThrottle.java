package dev.swarmlog.registry.core;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Mutable, for one thread: how often the registry says no aloud. An agent that was fenced out keeps beating and would be
 * told so on every beat; it is told once per interval. Whatever comes, at most so many refusals per second are written.
 */
public final class RefusalThrottle {
    private static final long SECOND_MS = 1_000;

    private final long intervalMs;
    private final int perSecondMax;
    private final Map<String, Long> toldAtMs;
    private long secondStartedMs;
    private int toldThisSecond;

    public RefusalThrottle(long intervalMs, int perSecondMax, int rememberedMax) {
        this.intervalMs = intervalMs;
        this.perSecondMax = perSecondMax;
        toldAtMs = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
                return size() > rememberedMax;
            }
        };
    }

    public boolean mayTell(String agentId, Refusal refusal, long nowMs) {
        String what = refusal.reason() + " " + agentId;
        Long told = toldAtMs.get(what);
        if (told != null && nowMs - told < intervalMs) {
            return false;
        }
        if (Math.abs(nowMs - secondStartedMs) >= SECOND_MS) {
            secondStartedMs = nowMs;
            toldThisSecond = 0;
        }
        if (toldThisSecond >= perSecondMax) {
            return false;
        }
        toldThisSecond++;
        toldAtMs.remove(what);
        toldAtMs.put(what, nowMs);
        return true;
    }
}
