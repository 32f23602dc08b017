package dev.swarmlog.saga.shape;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that a value must be. */
record Schema(List<Check> checks) implements Check {
    @Override
    public @Nullable String flaw(Object value, String path, Look look) {
        look.enter();
        for (Check check : checks) {
            String flaw = check.flaw(value, path, look);
            if (flaw != null) {
                look.leave();
                return flaw;
            }
        }
        look.leave();
        return null;
    }
}
