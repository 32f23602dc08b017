package dev.swarmlog.coordinator.core.search;

import dev.swarmlog.coordinator.core.swarm.Frame;
import dev.swarmlog.coordinator.core.swarm.StateWriter;

/** A way to search: it names the candidates of a generation, and makes the next of what they are worth. Mutable. */
public sealed interface Search permits CmaSearch, ParticleSearch {
    /** How many candidates the generation has. */
    int size();

    /** Not necessarily within the box; whoever evaluates mirrors it. */
    void candidate(int which, double[] into);

    /** The values of all candidates, in their order; one that has none is infinite. */
    void advance(double[] values);

    /** How wide the candidates are spread, as a share of the box. */
    double diversity();

    /** Whether it would rather begin anew than end. */
    boolean isRestless();

    void write(StateWriter to);

    void show(Frame frame);
}
