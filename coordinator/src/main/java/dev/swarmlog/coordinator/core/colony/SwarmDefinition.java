package dev.swarmlog.coordinator.core.colony;

import dev.swarmlog.coordinator.core.swarm.Convergence;
import dev.swarmlog.coordinator.core.swarm.Roles;
import java.util.Map;

/**
 * What somebody wants of a swarm.
 *
 * @param hash of what was written, in its canonical form
 * @param particles how many there are; with CMA-ES the candidates of a generation, 0 for the usual number
 * @param stepMs a step at most every so often; 0 is as often as there is time
 */
public record SwarmDefinition(
        String name,
        String hash,
        String description,
        Map<String, String> tags,
        long seed,
        int particles,
        Roles roles,
        Task task,
        Convergence convergence,
        Fallback fallback,
        long stepMs) {
    public static final int PARTICLES_MAX = 100_000;

    public SwarmDefinition {
        tags = Map.copyOf(tags);
    }
}
