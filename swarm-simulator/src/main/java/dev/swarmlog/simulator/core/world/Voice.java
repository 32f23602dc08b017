package dev.swarmlog.simulator.core.world;

/** Hears what agents say, by their numbers, and sees what they do. */
public interface Voice<T> {
    /** It is there, as of this epoch. */
    void joins(int agent, long epoch);

    void leaves(int agent, long epoch);

    void beats(int agent, Beat beat);

    /** It is at it, or will be, and wants to keep it. */
    void goesOn(int agent, Task<T> task);

    /**
     * What nobody hears: it has just done the work, which changes the world.
     *
     * @param sound whether it was well all the time since it got the work, so that nobody else had a reason to do it
     */
    void does(int agent, Task<T> task, boolean sound);

    void completes(int agent, Task<T> task);

    void fails(int agent, Task<T> task);

    /** It has no room for it. */
    void declines(int agent, Task<T> task);

    /**
     * What an agent says with each beat; counts since the epoch began.
     *
     * @param meanMs of what it did since the beat before; negative where that was nothing
     */
    record Beat(long epoch, long sequence, int inFlight, int queued, long completed, long failed, float meanMs) {}
}
