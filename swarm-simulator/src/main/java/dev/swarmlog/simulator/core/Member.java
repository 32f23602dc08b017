package dev.swarmlog.simulator.core;

import java.util.List;

/** One simulated agent: who it is follows from the plan and its number alone. */
public record Member(int number, String id, Skill skill, String version, String region, String zone) {
    private static final List<String> REGIONS = List.of("eu-west", "us-east", "ap-south");
    private static final List<String> ZONES = List.of("a", "b");
    private static final List<String> VERSIONS = List.of("1.0.0", "1.2.0", "1.2.3");

    public static Member of(Plan plan, int number) {
        int digits = Math.max(3, String.valueOf(plan.agents() - 1).length());
        // Each dimension turns when the one before it has gone round, so that every combination occurs.
        int round = number / Skill.values().length;
        int place = round / REGIONS.size();
        return new Member(
                number,
                plan.name() + "-" + "0".repeat(digits - String.valueOf(number).length()) + number,
                Skill.of(number),
                VERSIONS.get(round % VERSIONS.size()),
                REGIONS.get(round % REGIONS.size()),
                ZONES.get(place % ZONES.size()));
    }
}
