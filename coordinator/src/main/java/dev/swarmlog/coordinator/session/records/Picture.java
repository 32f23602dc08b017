package dev.swarmlog.coordinator.session.records;

import dev.swarmlog.coordinator.session.core.Fact.Ending;
import dev.swarmlog.coordinator.session.core.Session;
import dev.swarmlog.coordinator.session.core.part.Channel;
import dev.swarmlog.coordinator.session.core.part.Crowd;
import dev.swarmlog.coordinator.session.core.part.Lease;
import dev.swarmlog.coordinator.session.core.part.Member;
import dev.swarmlog.coordinator.session.core.part.Resource;
import dev.swarmlog.coordinator.session.core.plan.Phase;
import dev.swarmlog.v1.SessionChannelStatus;
import dev.swarmlog.v1.SessionLeaseStatus;
import dev.swarmlog.v1.SessionMemberStatus;
import dev.swarmlog.v1.SessionPhaseStatus;
import dev.swarmlog.v1.SessionPresence;
import dev.swarmlog.v1.SessionState;
import dev.swarmlog.v1.SessionStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A session as people see it. */
public final class Picture {
    private static final int MEMBERS_SHOWN = 100;
    private static final int MISSING_SHOWN = 5;

    private Picture() {}

    public static SessionStatus of(Session session, long version, long changedMs) {
        Session.Head head = session.head();
        Map<String, Integer> present = new TreeMap<>();
        session.plan()
                .roles()
                .keySet()
                .forEach(role -> present.put(role, session.members().taken(role)));
        return SessionStatus.newBuilder()
                .setSessionId(session.id())
                .setType(session.plan().type())
                .setState(state(session))
                .setCause(head.cause())
                .setTags(new TreeMap<>(session.plan().tags()))
                .setEventVersion(version)
                .setCreatedAtMs(head.createdMs())
                .setStartedAtMs(head.startedMs())
                .setEndedAtMs(head.endedMs())
                .setChangedAtMs(changedMs)
                .setDeadlineMs(head.createdMs() + session.plan().deadlineMs())
                .setPresent(present)
                .setRoles(new TreeMap<>(session.plan().roles()))
                .setPhases(phases(session))
                .setChannels(session.channels().entrySet().stream()
                        .map(channel -> channel(channel.getKey(), channel.getValue()))
                        .toList())
                .setLeases(session.resources().entrySet().stream()
                        .map(resource -> lease(resource.getKey(), resource.getValue()))
                        .toList())
                .setKeys(session.board().entries().size())
                .setRevision(session.board().revision())
                .setJoined(session.members().all().size())
                .setMembers(session.members().all().stream()
                        .limit(MEMBERS_SHOWN)
                        .map(Picture::member)
                        .toList())
                .build();
    }

    static SessionState state(Session session) {
        Ending ending = session.head().ending();
        if (ending != null) {
            return SessionState.valueOf(ending.name());
        }
        return session.isGathering() ? SessionState.GATHERING : SessionState.RUNNING;
    }

    private static List<SessionPhaseStatus> phases(Session session) {
        List<SessionPhaseStatus> phases = new ArrayList<>();
        for (int i = 0; i < session.stages().size(); i++) {
            Phase phase = session.plan().phases().get(i);
            phases.add(new SessionPhaseStatus(
                    phase.name(),
                    session.stage(i).openedMs(),
                    session.stage(i).arrived().size(),
                    session.members().present(phase.role()).size(),
                    session.stage(i).isOpen() ? missing(session, i) : List.of()));
        }
        return phases;
    }

    private static List<String> missing(Session session, int phase) {
        Crowd there =
                session.members().present(session.plan().phases().get(phase).role());
        Crowd arrived = session.stage(phase).arrived();
        List<String> missing = new ArrayList<>();
        List<Member> all = session.members().all();
        for (int number = 0; number < all.size() && missing.size() < MISSING_SHOWN; number++) {
            if (there.contains(number) && !arrived.contains(number)) {
                missing.add(all.get(number).id());
            }
        }
        return missing;
    }

    private static SessionMemberStatus member(Member member) {
        return new SessionMemberStatus(
                member.id(),
                member.role(),
                member.life().agentId(),
                SessionPresence.valueOf(member.presence().name()));
    }

    private static SessionChannelStatus channel(String name, Channel channel) {
        return new SessionChannelStatus(
                name,
                channel.capacity(),
                channel.queued().size(),
                channel.claims().size(),
                channel.last(),
                channel.receivers().size(),
                channel.closed(),
                channel.queued().isEmpty() ? 0 : channel.queued().get(0).sentMs());
    }

    private static SessionLeaseStatus lease(String name, Resource resource) {
        Lease lease = resource.lease();
        return new SessionLeaseStatus(
                name,
                lease == null ? "" : lease.holder(),
                resource.fence(),
                lease == null ? 0 : lease.untilMs(),
                resource.waiting().size());
    }
}
