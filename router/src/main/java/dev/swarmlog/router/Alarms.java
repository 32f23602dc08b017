package dev.swarmlog.router;

import dev.swarmlog.router.core.guard.Breaker;
import dev.swarmlog.router.core.guard.GuardListener;
import dev.swarmlog.v1.Alert;
import dev.swarmlog.v1.Severity;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what the guards do, and tells people of the agents that are left alone: some each minute, since a swarm may fail
 * all at once, and then how many more there were. Thread-safe; any task sends what another one's outcome brought up.
 */
final class Alarms implements GuardListener {
    static final int PER_MINUTE = 20;
    private static final Logger LOG = LoggerFactory.getLogger(Alarms.class);
    private static final long MINUTE_MS = 60_000;
    private static final String BREAKER_OPEN = "router.breaker-open";
    private static final String EJECTED = "router.agent-ejected";
    private static final String MORE = "router.more-agents";

    private final GuardMeters meters;
    private final Queue<Alert> raised = new ArrayDeque<>();
    private long minute;
    private int raisedInMinute;
    private int untold;
    private volatile boolean any;

    Alarms(GuardMeters meters) {
        this.meters = meters;
    }

    @Override
    public void changed(String agentId, Breaker.State before, Breaker.State after) {
        meters.changed(after);
        if (before instanceof Breaker.Closed && after instanceof Breaker.Open open) {
            String message = "Agent " + agentId + " failed again and again: it gets no work for "
                    + (open.untilMs() - open.sinceMs()) + " ms, then one message tries it";
            raise(BREAKER_OPEN, agentId, message, open.sinceMs());
        }
    }

    @Override
    public void ejected(String agentId, long forMs, long nowMs) {
        meters.ejected();
        String message = "Agent " + agentId + " succeeds much less often than others of its pool: it gets no work for "
                + forMs + " ms";
        raise(EJECTED, agentId, message, nowMs);
    }

    /** Hands over what was raised since, and when a minute is over how many were left out. */
    void drain(long nowMs, Consumer<Alert> sender) {
        if (any) {
            take(nowMs).forEach(sender);
        }
    }

    private synchronized void raise(String code, String agentId, String message, long nowMs) {
        turn(nowMs);
        any = true;
        if (raisedInMinute < PER_MINUTE) {
            raisedInMinute++;
            LOG.warn("{}", message);
            raised.add(alert(code, message, Map.of("agentId", agentId), nowMs));
        } else {
            untold++;
        }
    }

    private synchronized List<Alert> take(long nowMs) {
        turn(nowMs);
        List<Alert> taken = List.copyOf(raised);
        raised.clear();
        any = untold > 0;
        return taken;
    }

    private void turn(long nowMs) {
        long now = nowMs / MINUTE_MS;
        if (now > minute) {
            if (untold > 0) {
                String message = untold + " more agents got into trouble within a minute";
                LOG.warn("{}", message);
                raised.add(alert(MORE, message, Map.of("agents", String.valueOf(untold)), nowMs));
            }
            minute = now;
            raisedInMinute = 0;
            untold = 0;
        }
    }

    private static Alert alert(String code, String message, Map<String, String> attributes, long nowMs) {
        return new Alert(RouterService.NAME, Severity.WARNING, code, message, attributes, nowMs);
    }
}
