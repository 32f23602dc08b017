package dev.swarmlog.bench.registry;

import dev.swarmlog.agent.discovery.AgentIndex;
import dev.swarmlog.agent.discovery.AgentQuery;
import dev.swarmlog.v1.AgentCard;
import dev.swarmlog.v1.AgentState;
import dev.swarmlog.v1.AgentStatus;
import dev.swarmlog.v1.Capability;
import dev.swarmlog.v1.HealthCost;
import dev.swarmlog.v1.HealthFactor;
import dev.swarmlog.v1.Intent;
import dev.swarmlog.v1.Liveness;
import dev.swarmlog.v1.Location;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Mutable, for one thread: agents as an index knows them, of 20 capabilities in 5 versions, 4 regions with 3 zones, and 52
 * tags. One in ten changes is one of state, the others are of load and health. Each status has words of its own, as it
 * has when it was read from a topic.
 */
public final class Population {
    static final int CAPABILITIES = 20;
    static final int REGIONS = 4;
    private static final int ZONES = 12;
    private static final int CONCURRENCY = 8;
    private static final double RESOLUTION = 1e-9;
    private static final double HEALTH_MIN = 0.3;

    private final AgentIndex index;
    private final int agents;
    private final SplittableRandom random = new SplittableRandom(42);
    private final AgentState[] states;
    private long version = 1;

    public Population(AgentIndex index, int agents) {
        this.index = index;
        this.agents = agents;
        this.states = new AgentState[agents];
        for (int agent = 0; agent < agents; agent++) {
            states[agent] = state();
            publish(agent);
        }
    }

    /** Somebody's status changes. */
    public void change() {
        int agent = random.nextInt(agents);
        if (random.nextInt(10) == 0) {
            states[agent] = state();
        }
        publish(agent);
    }

    /**
     * One of 480 questions with three conditions (capability in a range of versions, region, tag), for the ten best and
     * nearest.
     *
     * @param asked how often anybody asked: it makes the question another one; 0 for the same again
     */
    public static AgentQuery query(SplittableRandom random, long asked) {
        int region = random.nextInt(REGIONS);
        return AgentQuery.capable("capability-" + random.nextInt(CAPABILITIES))
                .inVersions(random.nextInt(3) == 0 ? "^1.2" : random.nextBoolean() ? ">=1.1 <1.4" : "^1")
                .at("region-" + region, "")
                .tagged(random.nextBoolean() ? "gpu" : "cpu")
                .withHealthOf(HEALTH_MIN + asked * RESOLUTION)
                .nearestTo("region-" + region, "zone-" + region)
                .limitedTo(10);
    }

    private AgentState state() {
        int draw = random.nextInt(20);
        return draw == 0 ? AgentState.DEAD : draw == 1 ? AgentState.DEGRADED : AgentState.HEALTHY;
    }

    private void publish(int agent) {
        double cost = random.nextInt(50) / 100.0;
        index.put(new AgentStatus(
                card(agent),
                states[agent],
                1 - cost,
                random.nextBoolean() ? Liveness.WORKING : Liveness.ANSWERING,
                random.nextInt(CONCURRENCY + 1),
                0,
                version++,
                version,
                version,
                cost == 0 ? List.of() : List.of(new HealthCost(HealthFactor.SATURATION, cost)),
                version));
    }

    private static AgentCard card(int agent) {
        return new AgentCard(
                Herd.id(agent),
                1L,
                Intent.JOIN,
                own("worker"),
                List.of(
                        new Capability("capability-" + agent % CAPABILITIES, "1." + agent / 7 % 5 + ".0"),
                        new Capability("capability-" + agent / 3 % CAPABILITIES, "1." + agent / 11 % 5 + ".0")),
                List.of("team-" + agent % 50, own(agent / 5 % 2 == 0 ? "gpu" : "cpu")),
                new Location("region-" + agent / 13 % REGIONS, "zone-" + agent / 13 % ZONES),
                CONCURRENCY,
                1.0,
                agent % 8,
                1_000,
                1L);
    }

    private static String own(String word) {
        return String.valueOf(word.toCharArray());
    }
}
