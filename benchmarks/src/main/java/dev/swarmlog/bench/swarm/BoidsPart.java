package dev.swarmlog.bench.swarm;

import dev.swarmlog.bench.Findings;
import dev.swarmlog.bench.Ground;
import dev.swarmlog.bench.Part;
import dev.swarmlog.coordinator.core.space.Flock;
import dev.swarmlog.coordinator.core.space.FlockRule;
import dev.swarmlog.coordinator.core.space.World;
import dev.swarmlog.coordinator.core.swarm.Chance;
import dev.swarmlog.coordinator.core.swarm.Roles;

/** Birds on one thread, by its processor time, as dense at first as those of MASON's flockers: 2.8 others in sight, and more once they flock. */
final class BoidsPart implements Part {
    private static final int BIRDS = 10_000;
    private static final double IN_SIGHT = 2.8;
    private static final double MASON_PER_S = 2_000_000;

    private final SwarmScale scale;

    BoidsPart(SwarmScale scale) {
        this.scale = scale;
    }

    @Override
    public String name() {
        return "boids";
    }

    @Override
    public void measure(Ground ground, Findings findings) {
        findings.figure("boid_steps_per_s", perSecond(2));
        findings.figure("boid_steps_deep_per_s", perSecond(3));
        findings.limit("boid_steps_per_s_mason", MASON_PER_S);
        findings.ratio("boid_steps_by_mason", findings.figure("boid_steps_per_s") / MASON_PER_S);
        findings.setting("birds", BIRDS);
        scale.tell(findings);
    }

    /** Of the second half of the time: in the first the compiler learns, and the flock gathers. */
    private double perSecond(int dimensions) {
        double sight = FlockRule.USUAL.sight();
        double seen = dimensions == 2 ? Math.PI * sight * sight : 4.0 / 3 * Math.PI * sight * sight * sight;
        double size = StrictMath.pow(BIRDS * seen / IN_SIGHT, 1.0 / dimensions);
        Flock flock = Flock.scattered(
                new World(dimensions, (float) size), FlockRule.USUAL, Roles.WORKERS.assigned(BIRDS), new Chance(1));
        run(flock);
        return run(flock);
    }

    private double run(Flock flock) {
        long begin = OneThread.nanos();
        long until = begin + scale.seconds() * 500_000_000L;
        long steps = 0;
        while (OneThread.nanos() < until) {
            flock.step();
            steps++;
        }
        return steps * (double) BIRDS / ((OneThread.nanos() - begin) / 1e9);
    }
}
