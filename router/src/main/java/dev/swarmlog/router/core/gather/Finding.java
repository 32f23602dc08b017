package dev.swarmlog.router.core.gather;

/**
 * What counts of a result.
 *
 * @param likeness equal for results that say the same; empty where nobody compares them
 * @param number by which it is judged; 0 where nobody does
 */
public record Finding(String likeness, double number) {
    public static final Finding ANY = new Finding("", 0);
}
