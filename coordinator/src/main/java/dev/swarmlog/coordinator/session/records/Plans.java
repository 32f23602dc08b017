package dev.swarmlog.coordinator.session.records;

import dev.swarmlog.coordinator.session.core.plan.Barrier;
import dev.swarmlog.coordinator.session.core.plan.ChannelPlan;
import dev.swarmlog.coordinator.session.core.plan.Phase;
import dev.swarmlog.coordinator.session.core.plan.Plan;
import dev.swarmlog.v1.SessionBarrier;
import dev.swarmlog.v1.SessionChannel;
import dev.swarmlog.v1.SessionPhase;
import dev.swarmlog.v1.SessionPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Plans to and from Avro. */
public final class Plans {
    private Plans() {}

    /** As it was written, right or wrong; a phase that is after one that is not there, is after number -1. */
    public static Plan of(SessionPlan written) {
        List<String> names =
                written.getPhases().stream().map(SessionPhase::getName).toList();
        List<Phase> phases = new ArrayList<>();
        for (SessionPhase phase : written.getPhases()) {
            phases.add(new Phase(
                    phase.getName(),
                    phase.getAfter().stream().map(names::indexOf).toList(),
                    phase.getRole(),
                    barrier(phase.getBarrier())));
        }
        return new Plan(
                written.getType(),
                new TreeMap<>(written.getTags()),
                new TreeMap<>(written.getRoles()),
                barrier(written.getStart()),
                phases,
                barrier(written.getEnd()),
                written.getChannels().stream()
                        .map(channel -> new ChannelPlan(channel.getName(), channel.getCapacity()))
                        .toList(),
                written.getDeadlineMs(),
                written.getKeptMs());
    }

    static SessionPlan record(Plan plan) {
        return new SessionPlan(
                plan.type(),
                new TreeMap<>(plan.tags()),
                new TreeMap<>(plan.roles()),
                record(plan.start()),
                plan.phases().stream()
                        .map(phase -> new SessionPhase(
                                phase.name(),
                                phase.after().stream()
                                        .map(place -> plan.phases().get(place).name())
                                        .toList(),
                                phase.role(),
                                record(phase.barrier())))
                        .toList(),
                record(plan.end()),
                plan.channels().stream()
                        .map(channel -> new SessionChannel(channel.name(), channel.capacity()))
                        .toList(),
                plan.deadlineMs(),
                plan.keptMs());
    }

    private static Barrier barrier(SessionBarrier written) {
        return new Barrier(written.getQuorum(), written.getDeadlineMs(), written.getCancels());
    }

    private static SessionBarrier record(Barrier barrier) {
        return new SessionBarrier(barrier.quorum(), barrier.deadlineMs(), barrier.cancels());
    }
}
