package dev.swarmlog.agent.discovery;

import dev.swarmlog.v1.AgentCard;
import dev.swarmlog.v1.AgentState;
import dev.swarmlog.v1.AgentStatus;
import dev.swarmlog.v1.Capability;
import dev.swarmlog.v1.Intent;
import dev.swarmlog.v1.Liveness;
import dev.swarmlog.v1.Location;
import java.util.ArrayList;
import java.util.List;

/** Statuses to test with; healthy and idle unless they say otherwise. */
final class Statuses {
    private final String id;
    private final List<Capability> capabilities = new ArrayList<>();
    private List<String> tags = List.of();
    private Location location = new Location("", "");
    private String serviceType = "";
    private AgentState state = AgentState.HEALTHY;
    private Liveness liveness = Liveness.HEARTBEATING;
    private double health = 1.0;
    private int inFlight;
    private int concurrency = 1;
    private long epoch = 1;
    private long version = 1;
    private long writtenAtMs;

    private Statuses(String id) {
        this.id = id;
    }

    static Statuses of(String id) {
        return new Statuses(id);
    }

    Statuses can(String capability, String inVersion) {
        capabilities.add(new Capability(capability, inVersion));
        return this;
    }

    Statuses tagged(String... all) {
        tags = List.of(all);
        return this;
    }

    Statuses at(String region, String zone) {
        location = new Location(region, zone);
        return this;
    }

    Statuses serviceType(String type) {
        serviceType = type;
        return this;
    }

    Statuses is(AgentState now) {
        state = now;
        return this;
    }

    Statuses provenBy(Liveness proof) {
        liveness = proof;
        return this;
    }

    Statuses health(double score) {
        health = score;
        return this;
    }

    Statuses load(int works, int on) {
        inFlight = works;
        concurrency = on;
        return this;
    }

    Statuses version(long ofEpoch, long ofStatus) {
        epoch = ofEpoch;
        version = ofStatus;
        return this;
    }

    Statuses writtenAt(long cardMs) {
        writtenAtMs = cardMs;
        return this;
    }

    AgentStatus build() {
        AgentCard card = new AgentCard(
                id,
                epoch,
                Intent.JOIN,
                serviceType,
                capabilities,
                tags,
                location,
                concurrency,
                1.0,
                0,
                5_000,
                writtenAtMs);
        return new AgentStatus(card, state, health, liveness, inFlight, 0, version, 0L, 0L, List.of(), 0L);
    }
}
