package dev.swarmlog.coordinator.core.swarm;

/** What a swarm does, particle by particle. Mutable and for one thread; the same state makes the same steps. */
public interface Behaviour {
    /** Moves every particle once. */
    void step();

    /** How far the goal is; 0 is there, and less is better. For a search it is the best value that was found. */
    double measure();

    /** How much the particles still differ; what that is says each behaviour, and 0 is not at all. */
    double diversity();

    /** Whether nothing is left to do. */
    default boolean isFinished() {
        return false;
    }

    /** Whether it means to begin anew where it stands still, so that standing still is no end yet. */
    default boolean isRestless() {
        return false;
    }

    /** How many particles there are. */
    int size();

    /** All that the next step depends on. */
    void write(StateWriter to);

    /** Where the particles are, for people. */
    void show(Frame frame);
}
