package dev.swarmlog.saga.definition;

import dev.swarmlog.saga.core.definition.Formula;
import dev.swarmlog.saga.core.definition.Json;
import dev.swarmlog.saga.core.definition.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stands in where there is nothing to read, or nothing that could be compiled. */
enum Nowhere implements Scope, Formula {
    SCOPE,
    FORMULA;

    @Override
    public String sagaId() {
        return "";
    }

    @Override
    public long startedMs() {
        return 0;
    }

    @Override
    public Json input() {
        return Json.NULL;
    }

    @Override
    public @Nullable Json output(int step) {
        return null;
    }

    @Override
    public @Nullable Json item() {
        return null;
    }

    @Override
    public int itemIndex() {
        return -1;
    }

    @Override
    public @Nullable Json result() {
        return null;
    }

    @Override
    public Json evaluate(Scope scope) {
        return Json.NULL;
    }

    @Override
    public boolean test(Scope scope) {
        return false;
    }

    @Override
    public List<Json> list(Scope scope) {
        return List.of();
    }
}
