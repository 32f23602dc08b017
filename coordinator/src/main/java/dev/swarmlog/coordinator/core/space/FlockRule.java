package dev.swarmlog.coordinator.core.space;

/**
 * How birds fly (Reynolds, 1987). Lengths are those of the world, speeds lengths a step.
 *
 * @param sight how far one sees others
 * @param distance how near others may come
 * @param separation how much it keeps away from those that are too near: of their distance, and less towards the limit
 * @param alignment how much it flies as the others do
 * @param cohesion how much it flies to where the others are
 * @param curiosity how much a scout flies as it likes
 */
public record FlockRule(
        float sight,
        float distance,
        float separation,
        float alignment,
        float cohesion,
        float speedMin,
        float speedMax,
        float curiosity) {
    public static final FlockRule USUAL = new FlockRule(10f, 7f, 0.1f, 0.25f, 0.01f, 0.5f, 1f, 0.1f);
}
