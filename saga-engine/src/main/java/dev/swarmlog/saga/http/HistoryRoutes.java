package dev.swarmlog.saga.http;

import dev.swarmlog.runtime.http.Call;
import dev.swarmlog.runtime.http.EventStream;
import dev.swarmlog.runtime.http.Problem;
import dev.swarmlog.runtime.http.Route;
import dev.swarmlog.runtime.http.RouteGroup;
import dev.swarmlog.runtime.http.shape.Fields;
import dev.swarmlog.runtime.http.shape.Shape;
import dev.swarmlog.saga.diagram.Diagram;
import dev.swarmlog.saga.diagram.Mermaid;
import dev.swarmlog.saga.diagram.Svg;
import dev.swarmlog.saga.history.Audit;
import dev.swarmlog.saga.history.Chain;
import dev.swarmlog.v1.SagaEvent;
import dev.swarmlog.v1.SagaFact;
import dev.swarmlog.v1.SagaFailure;
import dev.swarmlog.v1.SagaSpent;
import dev.swarmlog.v1.SagaStatus;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** What happened to sagas, as the log has it, and whether the log is whole. */
public final class HistoryRoutes implements RouteGroup {
    private static final int AUDITS_MAX = 2;
    private static final int BROKEN_TOLD_MAX = 1_000;
    private static final long PROGRESS_MS = 500;
    private static final Shape COUNT = Shape.whole(0, Long.MAX_VALUE);

    private final SagaIndex index;
    private final Archive archive;
    private final Semaphore audits = new Semaphore(AUDITS_MAX);

    public HistoryRoutes(SagaIndex index, Archive archive) {
        this.index = index;
        this.archive = archive;
    }

    @Override
    public String name() {
        return "history";
    }

    @Override
    public String what() {
        return "What happened to sagas, event by event, and whether that is what was written.";
    }

    @Override
    public List<Route> routes() {
        Fields node = Shape.object()
                .with("name", Shape.text(), "The step's")
                .with("kind", Shape.text(), "What it does")
                .with("state", Shape.text(), "")
                .with("note", Shape.text(), "")
                .with("after", Shape.list(Shape.whole(0, 10_000), 10_000), "The places in the list of those before it");
        return List.of(
                Route.get(
                                "/sagas/{id}/events",
                                "Every event of a saga with all that it did, oldest first",
                                this::events)
                        .gives(Shape.object()
                                .with("sagaId", Shape.text(), "")
                                .with("events", Shape.list(Shape.anything(), Integer.MAX_VALUE), "")),
                Route.get(
                                "/sagas/{id}/diagram",
                                "A saga's steps, what comes after what, and how far each is",
                                this::draw)
                        .query("as", Shape.oneOf("JSON", "SVG", "MERMAID"), "JSON", "Also as a picture, or as Mermaid")
                        .gives(Shape.object()
                                .with("title", Shape.text(), "")
                                .with("subtitle", Shape.text(), "")
                                .with("nodes", Shape.list(node, 10_000), "")),
                Route.get("/sagas/{id}/audit", "Follows the hash chain of a saga's history", this::auditOne)
                        .gives(Shape.object()
                                .with("sagaId", Shape.text(), "")
                                .with("events", COUNT, "")
                                .with("whole", Shape.flag(), "")
                                .or("why", Shape.text(), "What is wrong with the first bad record")),
                Route.get("/audit", "Follows the hash chains of all sagas, and tells how far it is", this::auditAll)
                        .streams("progress, then done: {events, whole, broken: [{sagaId, why}]}"));
    }

    private void events(Call call) {
        String id = call.path("id");
        call.json(Map.of(
                "sagaId",
                id,
                "events",
                history(id).stream()
                        .map(archive::event)
                        .map(HistoryRoutes::json)
                        .toList()));
    }

    private List<byte[]> history(String id) {
        List<byte[]> records = archive.events(id);
        if (records.isEmpty()) {
            throw new Problem(HttpStatus.NOT_FOUND.getCode(), "the log has no event of saga '" + id + "'");
        }
        return records;
    }

    private void draw(Call call) {
        String id = call.path("id");
        SagaStatus saga = index.get(id);
        if (saga == null) {
            throw new Problem(HttpStatus.NOT_FOUND.getCode(), "no saga '" + id + "' is known");
        }
        Diagram diagram = Diagram.of(saga, archive.definitionOf(saga));
        switch (call.text("as").toUpperCase(Locale.ROOT)) {
            case "SVG" -> call.http().contentType("image/svg+xml").result(Svg.of(diagram));
            case "MERMAID" -> call.http().contentType("text/plain").result(String.join("\n", Mermaid.lines(diagram)));
            default -> call.json(diagram);
        }
    }

    private void auditOne(Call call) {
        String id = call.path("id");
        Chain chain = new Chain(id);
        long events = 0;
        String why = null;
        for (byte[] record : history(id)) {
            events++;
            why = chain.follow(archive.event(record), record);
            if (why != null) {
                break;
            }
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("sagaId", id);
        json.put("events", events);
        json.put("whole", why == null);
        if (why != null) {
            json.put("why", "event " + events + ": " + why);
        }
        call.json(json);
    }

    /** Reads all of the log on a thread beside, while the client is told how far that is. */
    private void auditAll(Call call) throws InterruptedException {
        if (!audits.tryAcquire()) {
            throw new Problem(
                    HttpStatus.SERVICE_UNAVAILABLE.getCode(),
                    AUDITS_MAX + " audits are under way; each reads all of the log");
        }
        Audit audit = new Audit();
        AtomicBoolean goesOn = new AtomicBoolean(true);
        FutureTask<Void> reading = new FutureTask<>(() -> archive.follow(audit, goesOn::get), null);
        Thread.ofVirtual().name("audit").start(() -> {
            try {
                reading.run();
            } finally {
                audits.release();
            }
        });
        try {
            EventStream client = call.stream();
            while (!isDone(reading)) {
                client.event("progress", "", json(audit));
            }
            client.event("done", "", json(audit));
        } catch (IOException gone) {
            // The client went; so does the work for it.
        } finally {
            goesOn.set(false);
        }
    }

    private static boolean isDone(FutureTask<Void> reading) throws InterruptedException {
        try {
            reading.get(PROGRESS_MS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new Problem(HttpStatus.SERVICE_UNAVAILABLE.getCode(), String.valueOf(e.getCause()));
        }
    }

    private static Map<String, Object> json(Audit audit) {
        List<Map<String, Object>> broken = new ArrayList<>();
        audit.broken().forEach((saga, why) -> {
            if (broken.size() < BROKEN_TOLD_MAX) {
                broken.add(Map.of("sagaId", saga, "why", why));
            }
        });
        return Map.of("events", audit.events(), "whole", audit.whole(), "broken", broken);
    }

    private static Map<String, Object> json(SagaEvent event) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("sagaId", event.getSagaId());
        json.put("version", event.getVersion());
        json.put("atMs", event.getAtMs());
        json.put("trigger", event.getTrigger());
        json.put("facts", event.getFacts().stream().map(HistoryRoutes::json).toList());
        return json;
    }

    /** What a fact does not say is left out. */
    private static Map<String, Object> json(SagaFact fact) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kind", fact.getKind().name());
        if (fact.getStep() >= 0) {
            json.put("step", fact.getStep());
        }
        if (fact.getItem() >= 0) {
            json.put("item", fact.getItem());
        }
        if (fact.getAttempt() > 0) {
            json.put("attempt", fact.getAttempt());
        }
        say(json, "by", fact.getBy());
        say(json, "text", fact.getText());
        if (!fact.getJson().isEmpty()) {
            json.put("json", SagaJson.tree(fact.getJson()));
        }
        SagaFailure failure = fact.getFailure();
        if (failure != null) {
            json.put("failure", Map.of("kind", failure.getKind().name(), "detail", failure.getDetail()));
        }
        SagaSpent spent = fact.getSpent();
        if (spent != null) {
            say(json, "agentId", spent.getAgentId());
            json.put("tokensIn", spent.getTokensIn());
            json.put("tokensOut", spent.getTokensOut());
            json.put("costMicros", spent.getCostMicros());
        }
        return json;
    }

    private static void say(Map<String, Object> json, String field, String text) {
        if (!text.isEmpty()) {
            json.put(field, text);
        }
    }
}
