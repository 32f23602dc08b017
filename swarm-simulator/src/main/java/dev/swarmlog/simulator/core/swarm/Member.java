package dev.swarmlog.simulator.core.swarm;

import java.util.List;

/** One simulated agent: who it is follows from the scenario and its number alone. */
public record Member(int number, String id, Skill skill, String version, String region, String zone) {
    /** The one of this number in a swarm whose agents' names begin so. */
    public static Member of(String swarmName, Swarm swarm, int number) {
        int digits = Math.max(3, String.valueOf(swarm.agents() - 1).length());
        // Each dimension turns when the one before it has gone round, so that every combination occurs.
        int round = number / swarm.skills().size();
        Swarm.Place place = at(swarm.places(), round);
        return new Member(
                number,
                swarmName + "-" + "0".repeat(digits - String.valueOf(number).length()) + number,
                at(swarm.skills(), number),
                at(swarm.versions(), round / swarm.places().size()),
                place.region(),
                place.zone());
    }

    private static <E> E at(List<E> all, int turn) {
        return all.get(turn % all.size());
    }
}
