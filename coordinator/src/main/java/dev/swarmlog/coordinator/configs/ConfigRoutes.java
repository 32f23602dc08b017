package dev.swarmlog.coordinator.configs;

import dev.swarmlog.document.Problem;
import dev.swarmlog.runtime.http.Call;
import dev.swarmlog.runtime.http.Route;
import dev.swarmlog.runtime.http.RouteGroup;
import dev.swarmlog.runtime.http.access.Role;
import dev.swarmlog.runtime.http.shape.Shape;
import dev.swarmlog.schemas.Limits;
import dev.swarmlog.v1.AgentConfig;
import io.javalin.http.HttpStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Declarations of agents over HTTP. Every instance of the coordinator answers for all. */
final class ConfigRoutes implements RouteGroup {
    private static final int LIMIT_MAX = 1_000;

    private final Configs configs;

    /** What is declared, and the way to the log; throws a problem where neither is there. */
    interface Configs {
        SortedMap<String, AgentConfig> now() throws InterruptedException;

        /** Returns when all of it is in the log for good, and to be seen. */
        void write(Collection<AgentConfig> changed, Collection<String> removed) throws InterruptedException;
    }

    ConfigRoutes(Configs configs) {
        this.configs = configs;
    }

    @Override
    public String name() {
        return "agent-configs";
    }

    @Override
    public String what() {
        return "Agents that are declared in documents; the hosts of their groups share them and make each when it is"
                + " needed.";
    }

    @Override
    public List<Route> routes() {
        var id = Shape.text(Limits.ID_CHARS_MAX);
        return List.of(
                Route.get("/agent-configs", "Lists declared agents by id", this::list)
                        .query("document", id, "Only those of this document")
                        .query("hosts", id, "Only those of this group of hosts")
                        .query("limit", Shape.whole(1, LIMIT_MAX), "100", "How many")
                        .query("cursor", id, "Behind which id: next of the page before")
                        .gives(Shape.object()
                                .with("agents", Shape.list(ConfigJson.CONFIG, LIMIT_MAX), "")
                                .or("next", Shape.text(), "The cursor of the next page")),
                Route.get("/agent-configs/{id}", "Shows one", this::show).gives(ConfigJson.CONFIG),
                Route.post("/agent-configs:validate", "Says all that is wrong with a document", this::validate)
                        .by(Role.VIEWER)
                        .takesText("application/yaml", AgentsReader.BYTES_MAX)
                        .gives(Shape.object()
                                .with("document", Shape.text(), "Its name")
                                .with("agents", Shape.whole(0, AgentsReader.AGENTS_MAX), "How many it declares")),
                Route.put("/agent-configs", "Applies a document, all of it or nothing", this::apply)
                        .by(Role.ADMIN)
                        .takesText("application/yaml", AgentsReader.BYTES_MAX)
                        .gives(ConfigJson.CHANGES),
                Route.delete("/agent-configs", "Removes a document with all agents that it declares", this::remove)
                        .query("document", id, "Its name; to be said")
                        .by(Role.ADMIN)
                        .gives(ConfigJson.CHANGES));
    }

    private void list(Call call) throws InterruptedException {
        long limit = call.whole("limit");
        List<Object> page = new ArrayList<>();
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("agents", page);
        String last = "";
        String cursor = call.text("cursor");
        for (AgentConfig config : configs.now().tailMap(cursor).values()) {
            boolean isMeant = is(call.text("document"), config.getDocument())
                    && is(call.text("hosts"), config.getHosts())
                    && !config.getAgentId().equals(cursor);
            if (isMeant && page.size() == limit) {
                shown.put("next", last);
                break;
            }
            if (isMeant) {
                page.add(ConfigJson.of(config));
                last = config.getAgentId();
            }
        }
        call.json(shown);
    }

    private static boolean is(String asked, String found) {
        return asked.isEmpty() || asked.equals(found);
    }

    private void show(Call call) throws InterruptedException {
        AgentConfig config = configs.now().get(call.path("id"));
        if (config == null) {
            throw problem(HttpStatus.NOT_FOUND, "no agent '" + call.path("id") + "' is declared");
        }
        call.json(ConfigJson.of(config));
    }

    private void validate(Call call) {
        AgentsDocument document = document(call);
        call.json(
                Map.of("document", document.name(), "agents", document.agents().size()));
    }

    private void apply(Call call) throws InterruptedException {
        AgentsDocument document = document(call);
        ConfigChanges changes = ConfigChanges.between(configs.now(), document);
        if (!changes.conflict().isEmpty()) {
            throw problem(HttpStatus.CONFLICT, changes.conflict());
        }
        configs.write(changes.written(), changes.removed());
        call.json(ConfigJson.of(document.name(), changes));
    }

    private void remove(Call call) throws InterruptedException {
        String document = call.text("document");
        if (document.isEmpty()) {
            throw dev.swarmlog.runtime.http.Problem.bad("document", "the name of a document is expected");
        }
        ConfigChanges changes = ConfigChanges.between(configs.now(), new AgentsDocument(document, List.of()));
        if (changes.removed().isEmpty()) {
            throw problem(HttpStatus.NOT_FOUND, "no document '" + document + "' declares agents");
        }
        configs.write(List.of(), changes.removed());
        call.json(ConfigJson.of(document, changes));
    }

    private static AgentsDocument document(Call call) {
        AgentsReader.Read read = AgentsReader.read(call.bodyText());
        AgentsDocument document = read.document();
        if (document == null) {
            throw problem(HttpStatus.BAD_REQUEST, read.problems().getFirst().toString())
                    .with(
                            "errors",
                            read.problems().stream().map(ConfigRoutes::told).toList());
        }
        return document;
    }

    private static Map<String, Object> told(Problem problem) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("line", problem.at().line());
        told.put("column", problem.at().column());
        told.put("field", problem.field());
        told.put("reason", problem.text());
        return told;
    }

    private static dev.swarmlog.runtime.http.Problem problem(HttpStatus status, String detail) {
        return new dev.swarmlog.runtime.http.Problem(status.getCode(), detail);
    }
}
