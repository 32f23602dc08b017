package dev.swarmlog.saga.core.plan;

import dev.swarmlog.saga.core.Saga;
import dev.swarmlog.saga.core.definition.Json;
import dev.swarmlog.saga.core.definition.Scope;
import dev.swarmlog.saga.core.fact.Place;
import dev.swarmlog.saga.core.state.Elements;
import org.jspecify.annotations.Nullable;

/** A saga as an expression at one place sees it. While an element is undone, its step's output is its own. */
public record View(Saga saga, Place place, @Nullable Json result) implements Scope {

    @Override
    public String sagaId() {
        return saga.id();
    }

    @Override
    public long startedMs() {
        return saga.startedMs();
    }

    @Override
    public Json input() {
        return saga.start().input();
    }

    @Override
    public @Nullable Json output(int step) {
        return (step == place.step() ? saga.at(place) : saga.step(step)).output();
    }

    @Override
    public @Nullable Json item() {
        Elements elements = place.item() < 0 ? null : saga.elements().at(place.step());
        return elements == null ? null : elements.items().get(place.item());
    }

    @Override
    public int itemIndex() {
        return place.item();
    }
}
