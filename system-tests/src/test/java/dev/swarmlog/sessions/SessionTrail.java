package dev.swarmlog.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.audit.LogTail;
import dev.swarmlog.v1.SessionCause;
import dev.swarmlog.v1.SessionEvent;
import dev.swarmlog.v1.SessionFact;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.serialization.Deserializer;

/** What sessions.events says of one session, and whether that may be. Knows nothing of how sessions are decided. */
final class SessionTrail {
    private final List<SessionEvent> events = new ArrayList<>();
    private final Map<String, Set<String>> arrived = new HashMap<>();
    private final Map<String, Long> opened = new LinkedHashMap<>();
    private final Map<String, Long> held = new HashMap<>();
    private final Map<String, Long> fences = new HashMap<>();
    private int participants;

    static SessionTrail of(ClusterConfig cluster, String sessionId) {
        SessionTrail trail = new SessionTrail();
        var topic = cluster.wire().topics().sessionEvents;
        try (LogTail tail = new LogTail(cluster, List.of(topic.name()));
                Deserializer<SessionEvent> form = cluster.wire().serde(topic).deserializer()) {
            tail.catchUp(record -> {
                if (sessionId.equals(record.key())) {
                    trail.events.add(form.deserialize(topic.name(), record.value()));
                }
            });
        }
        trail.check();
        return trail;
    }

    /** Versions without a gap; no phase early or twice; no resource in two hands, no fence twice. */
    private void check() {
        long version = 0;
        for (SessionEvent event : events) {
            assertThat(event.getVersion()).isEqualTo(++version);
            event.getFacts().forEach(fact -> happened(fact, event.getAtMs()));
        }
    }

    private void happened(SessionFact fact, long atMs) {
        switch (fact.getKind()) {
            case JOINED -> participants++;
            case ARRIVED ->
                assertThat(arrived.computeIfAbsent(fact.getName(), phase -> new HashSet<>())
                                .add(fact.getParticipant()))
                        .as("%s arrived twice at %s", fact.getParticipant(), fact.getName())
                        .isTrue();
            case OPENED -> {
                assertThat(fact.getCause()).isEqualTo(SessionCause.ALL);
                opened.keySet().stream()
                        .reduce((first, last) -> last)
                        .ifPresent(before -> assertThat(arrived.getOrDefault(before, Set.of()))
                                .as("%s opened before all arrived at %s", fact.getName(), before)
                                .hasSize(participants));
                assertThat(opened.put(fact.getName(), atMs))
                        .as("%s opened twice", fact.getName())
                        .isNull();
            }
            case GRANTED -> {
                assertThat(held.put(fact.getName(), fact.getNumber()))
                        .as("%s in two hands", fact.getName())
                        .isNull();
                assertThat(fact.getNumber()).isEqualTo(fences.getOrDefault(fact.getName(), 0L) + 1);
                fences.put(fact.getName(), fact.getNumber());
            }
            case FREED -> assertThat(held.remove(fact.getName())).isEqualTo(fact.getNumber());
            default -> {}
        }
    }

    /** When each phase opened, in that order. */
    List<Long> openings() {
        return List.copyOf(opened.values());
    }

    int arrivals() {
        return arrived.values().stream().mapToInt(Set::size).sum();
    }

    /** How many leases there were of a resource. */
    long leases(String resource) {
        return fences.getOrDefault(resource, 0L);
    }
}
