package dev.swarmlog.coordinator.budget.core;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a budget allows to whom. Immutable.
 *
 * @param name the first name of all its paths
 * @param source as somebody wrote it
 * @param limits in which the one on the name alone is always there
 * @param holdMs so long a reservation stands unless it is settled
 * @param charges what is never settled counts as used
 * @param period after which all limits hold anew
 */
public record Definition(
        String name,
        String source,
        List<Limit> limits,
        Map<String, Price> models,
        Map<String, Price> agents,
        long holdMs,
        boolean charges,
        Period period,
        Branch root) {

    public Definition(
            String name,
            String source,
            List<Limit> limits,
            Map<String, Price> models,
            Map<String, Price> agents,
            long holdMs,
            boolean charges) {
        this(
                name,
                source,
                List.copyOf(limits),
                Map.copyOf(models),
                Map.copyOf(agents),
                holdMs,
                charges,
                Period.NONE,
                tree(limits));
    }

    /** The same, whose limits hold anew after each of these. */
    public Definition each(Period other) {
        return new Definition(name, source, limits, models, agents, holdMs, charges, other, root);
    }

    /** Limits by the names of their patterns, one level below the other. Not to be changed once it is built. */
    public static final class Branch {
        private final Map<String, Branch> below = new HashMap<>();
        private @Nullable Limit limit;
    }

    private static Branch tree(List<Limit> limits) {
        Branch root = new Branch();
        for (Limit limit : limits) {
            Branch at = root;
            for (String name : limit.pattern()) {
                at = at.below.computeIfAbsent(name, key -> new Branch());
            }
            at.limit = limit;
        }
        return root;
    }

    /** The limit on exactly this path: the one that names most of it, the outer names first; null where there is none. */
    public @Nullable Limit on(List<String> path) {
        return on(root, path, 0);
    }

    private static @Nullable Limit on(@Nullable Branch at, List<String> path, int level) {
        if (at == null || level == path.size()) {
            return at == null ? null : at.limit;
        }
        Limit named = on(at.below.get(path.get(level)), path, level + 1);
        return named != null ? named : on(at.below.get(Limit.ANY), path, level + 1);
    }

    /** By the model where it has a price, else by the agent. */
    Price price(String model, String agentId) {
        Price byModel = models.get(model);
        return byModel != null ? byModel : agents.getOrDefault(agentId, Price.FREE);
    }
}
