package dev.swarmlog.coordinator.core.space;

/**
 * Where particles move: a square or a cube from 0 to the size.
 *
 * @param dimensions 2 or 3
 */
public record World(int dimensions, float size) {
    public World {
        if (dimensions != 2 && dimensions != 3) {
            throw new IllegalArgumentException("a world has 2 or 3 dimensions, not " + dimensions);
        }
        if (!(size > 0) || Float.isInfinite(size)) {
            throw new IllegalArgumentException("a world has a size, not " + size);
        }
    }

    boolean isFlat() {
        return dimensions == 2;
    }

    float clamped(float at) {
        return Math.clamp(at, 0f, size);
    }

    /** The same place of a world that is a ring. */
    float wrapped(float at) {
        if (at < 0) {
            return at + size < size ? at + size : 0;
        }
        return at >= size ? at - size : at;
    }

    /** How far each of so many is from the next when they are spread as evenly as can be. */
    double spacing(int particles) {
        double density = particles / Math.pow(size, dimensions);
        return isFlat() ? Math.sqrt(2 / (Math.sqrt(3) * density)) : StrictMath.cbrt(Math.sqrt(2) / density);
    }
}
