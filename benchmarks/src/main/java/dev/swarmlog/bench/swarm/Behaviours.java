package dev.swarmlog.bench.swarm;

import dev.swarmlog.coordinator.core.colony.SwarmDefinition;
import dev.swarmlog.coordinator.swarm.definition.Reading;
import dev.swarmlog.coordinator.swarm.definition.SwarmReader;

/** A definition for each behaviour, all of a thousand particles, with the goal that docs/swarms.md tells of it. */
enum Behaviours {
    FLOCKING("behaviour: FLOCKING"),
    DISPERSING("behaviour: DISPERSING, world: {size: 100}"),
    CLUSTERING("behaviour: CLUSTERING, world: {size: 100}, clustering: {radius: 8, heaps: 8, width: 1.5}"),
    MIGRATING("behaviour: MIGRATING, roles: {SCOUT: 0.05}, world: {size: 100}, migrating: {speed: 2, regions: ["
            + "{name: dear, at: [10, 10], cost: 9, room: 1000}, {name: cheap, at: [90, 90], cost: 1, room: 300},"
            + "{name: fair, at: [90, 10], cost: 2, room: 600}, {name: far, at: [10, 90], cost: 4, room: 1000}]}"),
    SWARMING("behaviour: SWARMING, swarming: {method: PARTICLES, objective: {function: SPHERE}},"
            + " convergence: {target: 1.0e-8}"),
    FORAGING("behaviour: FORAGING, roles: {QUEEN: 0.001, SCOUT: 0.05, SOLDIER: 0.01, NURSE: 0.01},"
            + " foraging: {items: 100000, failures: 0.2}");

    private final String spec;

    Behaviours(String spec) {
        this.spec = spec;
    }

    String source(int seed) {
        return "{apiVersion: swarmlog.dev/v1, kind: Swarm, metadata: {name: bench}, spec: {particles: 1000, seed: "
                + seed + ", " + spec + "}}";
    }

    SwarmDefinition definition() {
        return read(source(1));
    }

    static SwarmDefinition read(String source) {
        return switch (new SwarmReader().read(source)) {
            case Reading.Valid(SwarmDefinition definition) -> definition;
            case Reading.Invalid invalid ->
                throw new IllegalStateException("a definition of the bench is not valid: " + invalid.problems());
        };
    }
}
