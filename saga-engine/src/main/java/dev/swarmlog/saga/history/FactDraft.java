package dev.swarmlog.saga.history;

import dev.swarmlog.saga.core.definition.Json;
import dev.swarmlog.saga.core.fact.Aftermath;
import dev.swarmlog.saga.core.fact.Ending;
import dev.swarmlog.saga.core.fact.Failure;
import dev.swarmlog.saga.core.fact.Place;
import dev.swarmlog.saga.core.fact.Spent;
import dev.swarmlog.v1.SagaAftermath;
import dev.swarmlog.v1.SagaEnding;
import dev.swarmlog.v1.SagaFact;
import dev.swarmlog.v1.SagaFactKind;
import dev.swarmlog.v1.SagaFailure;
import dev.swarmlog.v1.SagaFailureKind;
import dev.swarmlog.v1.SagaOrigin;
import dev.swarmlog.v1.SagaSpent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Mutable: a fact of the wire in the making. Everything that is not said is at its default. */
final class FactDraft {
    private final SagaFactKind kind;
    private int step = -1;
    private int item = -1;
    private int attempt;
    private String by = "";
    private String id = "";
    private String text = "";
    private String json = "";
    private long untilMs;
    private SagaEnding ending = SagaEnding.UNKNOWN;
    private SagaAftermath aftermath = SagaAftermath.UNKNOWN;
    private @Nullable SagaFailure failure;
    private @Nullable SagaSpent spent;
    private @Nullable SagaOrigin origin;
    private List<String> items = List.of();
    private List<List<Integer>> waves = List.of();

    private FactDraft(SagaFactKind kind) {
        this.kind = kind;
    }

    static FactDraft of(SagaFactKind kind) {
        return new FactDraft(kind);
    }

    SagaFact made() {
        return new SagaFact(
                kind, step, item, attempt, by, id, text, json, untilMs, ending, aftermath, failure, spent, origin,
                items, waves);
    }

    FactDraft at(int where) {
        step = where;
        return this;
    }

    FactDraft at(Place place, int number) {
        step = place.step();
        item = place.item();
        attempt = number;
        return this;
    }

    FactDraft by(String who) {
        by = who;
        return this;
    }

    FactDraft id(String what) {
        id = what;
        return this;
    }

    FactDraft text(String what) {
        text = what;
        return this;
    }

    FactDraft json(Json what) {
        json = what.text();
        return this;
    }

    FactDraft until(long ms) {
        untilMs = ms;
        return this;
    }

    FactDraft ending(Ending how) {
        ending = SagaEnding.valueOf(how.name());
        return this;
    }

    FactDraft failure(@Nullable Failure why) {
        failure = why == null
                ? null
                : new SagaFailure(SagaFailureKind.valueOf(why.kind().name()), why.detail());
        return this;
    }

    FactDraft aftermath(Aftermath what) {
        aftermath = SagaAftermath.valueOf(what.name());
        return this;
    }

    FactDraft spent(Spent what) {
        spent = what.equals(Spent.NOTHING)
                ? null
                : new SagaSpent(what.agentId(), what.tokensIn(), what.tokensOut(), what.costMicros());
        return this;
    }

    FactDraft origin(SagaOrigin from) {
        origin = from;
        return this;
    }

    FactDraft items(List<Json> all) {
        items = all.stream().map(Json::text).toList();
        return this;
    }

    FactDraft waves(List<List<Integer>> all) {
        waves = all;
        return this;
    }
}
