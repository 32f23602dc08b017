package dev.swarmlog.simulator.core.swarm;

import java.util.List;

/**
 * The agents of a scenario, taken together.
 *
 * @param queueMax what waits at one beside what it works on
 */
public record Swarm(
        int agents,
        int concurrency,
        int queueMax,
        long heartbeatMs,
        List<Place> places,
        List<Skill> skills,
        List<String> versions) {
    public static final int AGENTS_MAX = 100_000;
    public static final Swarm USUAL = new Swarm(
            64,
            4,
            16,
            5_000,
            List.of(
                    new Place("eu-west", "a"),
                    new Place("us-east", "a"),
                    new Place("ap-south", "a"),
                    new Place("eu-west", "b"),
                    new Place("us-east", "b"),
                    new Place("ap-south", "b")),
            List.of(Skill.values()),
            List.of("1.0.0", "1.2.0", "1.2.3"));

    public Swarm {
        if (agents < 0 || agents > AGENTS_MAX) {
            throw new IllegalArgumentException("agents: 0 to " + AGENTS_MAX + ", not " + agents);
        }
        places = List.copyOf(places);
        skills = List.copyOf(skills);
        versions = List.copyOf(versions);
    }

    /** Where agents run. */
    public record Place(String region, String zone) {}

    public Swarm of(int newAgents) {
        return new Swarm(newAgents, concurrency, queueMax, heartbeatMs, places, skills, versions);
    }

    public Swarm beating(long ms) {
        return new Swarm(agents, concurrency, queueMax, ms, places, skills, versions);
    }

    /** The skills that are asked for: no more than there are agents for, or all where the agents are others'. */
    public List<Skill> asked() {
        return agents == 0 ? skills : skills.subList(0, Math.min(agents, skills.size()));
    }
}
