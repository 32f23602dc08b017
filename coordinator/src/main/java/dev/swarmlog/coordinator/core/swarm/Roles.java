package dev.swarmlog.coordinator.core.swarm;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * Which share of a population has which role; who is left over has the usual one.
 *
 * @param shares none negative, together at most 1
 */
public record Roles(Role usual, Map<Role, Double> shares) {
    public static final Roles WORKERS = new Roles(Role.WORKER, Map.of());

    public Roles {
        double sum = shares.values().stream().mapToDouble(Double::doubleValue).sum();
        if (sum > 1 + 1e-9 || shares.values().stream().anyMatch(share -> !(share >= 0))) {
            throw new IllegalArgumentException("shares of roles are 0 or more and together at most 1, not " + shares);
        }
        Map<Role, Double> copy = new EnumMap<>(Role.class);
        copy.putAll(shares);
        shares = copy;
    }

    public double share(Role role) {
        return shares.getOrDefault(role, 0.0);
    }

    /** The role of each of so many; a share that is not 0 is at least one of them, while there are enough. */
    public byte[] assigned(int count) {
        byte[] assigned = new byte[count];
        Arrays.fill(assigned, usual.code());
        int at = 0;
        for (Map.Entry<Role, Double> share : shares.entrySet()) {
            int wanted = share.getValue() == 0 ? 0 : (int) Math.max(1, Math.round(share.getValue() * count));
            int end = Math.min(count, at + wanted);
            Arrays.fill(assigned, at, end, share.getKey().code());
            at = end;
        }
        return assigned;
    }

    /** How many of those have which role. */
    public static Map<Role, Integer> counted(byte[] assigned) {
        Map<Role, Integer> counts = new EnumMap<>(Role.class);
        for (byte code : assigned) {
            counts.merge(Role.of(code), 1, Integer::sum);
        }
        return counts;
    }
}
