package dev.swarmlog.saga.checkpoint;

import dev.swarmlog.saga.core.definition.Json;
import dev.swarmlog.saga.core.fact.Fact;
import dev.swarmlog.saga.core.fact.Failure;
import dev.swarmlog.saga.core.fact.Parent;
import dev.swarmlog.saga.core.fact.Place;
import dev.swarmlog.saga.core.fact.Requester;
import dev.swarmlog.saga.core.fact.Spent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** The parts of facts that a saga keeps, as bytes. The same saga has the same bytes. */
final class FactForm {
    private FactForm() {}

    static void started(ByteSink out, Fact.Started it) {
        out.text(it.name());
        out.text(it.version());
        out.text(it.definitionHash());
        out.text(it.input().text());
        out.number(it.deadlineMs());
        out.number(it.tags().size());
        new TreeMap<>(it.tags()).forEach((name, value) -> {
            out.text(name);
            out.text(value);
        });
        requester(out, it.requester());
        parent(out, it.parent());
    }

    static Fact.Started started(ByteSource in) {
        String name = in.text();
        String version = in.text();
        String hash = in.text();
        Json input = new Json(in.text());
        long deadlineMs = in.number();
        Map<String, String> tags = new LinkedHashMap<>();
        for (int left = in.count(); left > 0; left--) {
            String tag = in.text();
            tags.put(tag, in.text());
        }
        return new Fact.Started(name, version, hash, input, deadlineMs, tags, requester(in), parent(in));
    }

    static void requester(ByteSink out, Requester it) {
        out.text(it.topic());
        out.number(it.partition());
        out.text(it.key());
    }

    static Requester requester(ByteSource in) {
        return new Requester(in.text(), in.count(), in.text());
    }

    static void spent(ByteSink out, Spent it) {
        out.text(it.agentId());
        out.number(it.tokensIn());
        out.number(it.tokensOut());
        out.number(it.costMicros());
    }

    static Spent spent(ByteSource in) {
        return new Spent(in.text(), in.number(), in.number(), in.number());
    }

    static void failure(ByteSink out, Failure it) {
        out.text(it.kind().name());
        out.text(it.detail());
    }

    static Failure failure(ByteSource in) {
        return new Failure(Failure.Kind.valueOf(in.text()), in.text());
    }

    private static void parent(ByteSink out, Parent it) {
        out.text(it.sagaId());
        out.number(it.place().step());
        out.number(it.place().item());
        out.number(it.attempt());
        out.number(it.depth());
    }

    private static Parent parent(ByteSource in) {
        return new Parent(in.text(), new Place(in.count(), in.count()), in.count(), in.count());
    }
}
