package dev.swarmlog.saga.expression;

import dev.swarmlog.saga.core.definition.Json;
import dev.swarmlog.saga.core.definition.Scope;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What expressions see in tests, and which outputs were asked for. */
record Scopes(
        Json input,
        List<@Nullable String> outputs,
        @Nullable Json item,
        @Nullable Json result,
        Set<Integer> asked) implements Scope {
    static Scopes of(String input, @Nullable String... outputs) {
        return new Scopes(new Json(input), Arrays.asList(outputs), null, null, new HashSet<>());
    }

    Scopes with(String item, String result) {
        return new Scopes(input, outputs, new Json(item), new Json(result), asked);
    }

    @Override
    public String sagaId() {
        return "s-1";
    }

    @Override
    public long startedMs() {
        return 1_700_000_000_000L;
    }

    @Override
    public @Nullable Json output(int step) {
        asked.add(step);
        String output = outputs.get(step);
        return output == null ? null : new Json(output);
    }

    @Override
    public int itemIndex() {
        return 3;
    }
}
