package dev.swarmlog.saga.shelf;

/**
 * What is held of sagas.
 *
 * @param going begun and not over
 * @param timers what is looked at later
 * @param needingAttention how many wait for a person who was called
 */
public record Holding(long going, long timers, long needingAttention, Still still) {
    public static final Holding NOTHING = new Holding(0, 0, 0, Still.NONE);

    /**
     * Those to which nothing has happened for long, and nothing will by the clock.
     *
     * @param forAgents somebody should be at work for them
     * @param forPeople they wait to be told something: a signal, an approval, to go on
     */
    public record Still(long forAgents, long forPeople) {
        static final Still NONE = new Still(0, 0);
    }
}
