package dev.swarmlog.agent.sessions;

import dev.swarmlog.schemas.TrustedTypes;
import dev.swarmlog.v1.SessionBarrier;
import dev.swarmlog.v1.SessionChannel;
import dev.swarmlog.v1.SessionPhase;
import dev.swarmlog.v1.SessionPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A plan as a program writes it, from top to bottom. Mutable. */
public final class PlanDraft {
    private static final long DAY_MS = 86_400_000;
    private static final SessionBarrier ALL = new SessionBarrier(0, 0L, false);

    private final String type;
    private final Map<String, String> tags = new TreeMap<>();
    private final Map<String, Integer> roles = new TreeMap<>();
    private final List<SessionPhase> phases = new ArrayList<>();
    private final List<SessionChannel> channels = new ArrayList<>();
    private SessionBarrier start = ALL;
    private SessionBarrier end = ALL;
    private long deadlineMs = DAY_MS;
    private long keptMs = 600_000;

    static {
        TrustedTypes.allow();
    }

    private PlanDraft(String type) {
        this.type = type;
    }

    /** Of a session of this type, a word for people. */
    public static PlanDraft of(String type) {
        return new PlanDraft(type);
    }

    public PlanDraft tag(String name, String value) {
        tags.put(name, value);
        return this;
    }

    /** So many participants have this role. */
    public PlanDraft role(String name, int count) {
        roles.put(name, count);
        return this;
    }

    /** The next phase, of everybody: after the one above it, and with the session where there is none. */
    public PlanDraft phase(String name) {
        return phase(name, "");
    }

    /** The next phase, of those of a role. */
    public PlanDraft phase(String name, String role) {
        return phase(name, role, ALL);
    }

    /** The next phase, which opens when so much was of the arrivals at the one above it. */
    public PlanDraft phase(String name, String role, SessionBarrier barrier) {
        List<String> above = phases.isEmpty()
                ? List.of()
                : List.of(phases.get(phases.size() - 1).getName());
        return phase(new SessionPhase(name, above, role, barrier));
    }

    public PlanDraft phase(SessionPhase phase) {
        phases.add(phase);
        return this;
    }

    public PlanDraft channel(String name, int capacity) {
        channels.add(new SessionChannel(name, capacity));
        return this;
    }

    /** What must be of the joins before it begins; all, if it is not said. */
    public PlanDraft start(SessionBarrier barrier) {
        start = barrier;
        return this;
    }

    /** What must be of the arrivals at the last phases before it is completed; all, if it is not said. */
    public PlanDraft end(SessionBarrier barrier) {
        end = barrier;
        return this;
    }

    /** So long after its creation it is over, whatever its state. */
    public PlanDraft deadline(Duration time) {
        deadlineMs = time.toMillis();
        return this;
    }

    /** So long after its end it is remembered. */
    public PlanDraft kept(Duration time) {
        keptMs = time.toMillis();
        return this;
    }

    /** All are waited for. */
    public static SessionBarrier all() {
        return ALL;
    }

    /** So many are enough. */
    public static SessionBarrier quorum(int arrivals) {
        return new SessionBarrier(arrivals, 0L, false);
    }

    /** All are waited for, but not for longer than this. */
    public static SessionBarrier deadlineOf(Duration time) {
        return new SessionBarrier(0, time.toMillis(), false);
    }

    public SessionPlan plan() {
        return new SessionPlan(type, tags, roles, start, phases, end, channels, deadlineMs, keptMs);
    }
}
