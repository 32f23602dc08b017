package dev.swarmlog.saga.http;

import dev.swarmlog.document.Problem;
import dev.swarmlog.runtime.http.Call;
import dev.swarmlog.runtime.http.Route;
import dev.swarmlog.runtime.http.RouteGroup;
import dev.swarmlog.runtime.http.access.Role;
import dev.swarmlog.runtime.http.shape.Fields;
import dev.swarmlog.runtime.http.shape.Flaw;
import dev.swarmlog.runtime.http.shape.Shape;
import dev.swarmlog.saga.core.definition.Definition;
import dev.swarmlog.saga.core.definition.Step;
import dev.swarmlog.saga.definition.DefinitionLimits;
import dev.swarmlog.saga.definition.Validation;
import dev.swarmlog.saga.diagram.Diagram;
import dev.swarmlog.schemas.Limits;
import dev.swarmlog.v1.SagaDefinition;
import io.javalin.http.HttpStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Definitions of sagas: said to be right or wrong, deployed, shown by version, withdrawn. */
public final class DefinitionRoutes implements RouteGroup {
    private static final String YAML = "application/yaml";
    private static final Fields SHORT = Shape.object()
            .with("name", Shape.text(), "")
            .with("version", Shape.text(), "")
            .with("hash", Shape.text(), "SHA-256 of what it says, however it is written")
            .with("deployedBy", Shape.text(), "")
            .with("deployedAtMs", Shape.timeMs(), "");

    private final Archive archive;

    public DefinitionRoutes(Archive archive) {
        this.archive = archive;
    }

    @Override
    public String name() {
        return "definitions";
    }

    @Override
    public String what() {
        return "What sagas do. A version never changes; sagas keep the one that they began with.";
    }

    @Override
    public List<Route> routes() {
        int charsMax = DefinitionLimits.DEFAULT.document().bytesMax();
        Fields valid = Shape.object()
                .with("name", Shape.text(), "")
                .with("version", Shape.text(), "")
                .with("hash", Shape.text(), "")
                .with("steps", Shape.list(Shape.anything(), 10_000), "Each with its kind and those before it");
        return List.of(
                Route.get("/definitions", "Lists all versions of all definitions", this::list)
                        .query("name", Shape.text(Limits.ID_CHARS_MAX), "Only this one's")
                        .gives(Shape.object().with("definitions", Shape.list(SHORT, 1_000_000), "")),
                Route.get("/definitions/{name}/{version}", "Shows one, and its text", this::show)
                        .gives(SHORT.with("source", Shape.text(charsMax), "")
                                .with("steps", Shape.list(Shape.anything(), 10_000), "")),
                Route.post(
                                "/definitions:validate",
                                "Says all that is wrong with a definition, with line and column",
                                call -> call.json(told(valid(call.bodyText()))))
                        .takesText(YAML, charsMax)
                        .gives(valid)
                        .by(Role.VIEWER),
                Route.post(
                                "/definitions",
                                "Deploys one, in YAML or JSON; new sagas take the newest version",
                                this::deploy)
                        .takesText(YAML, charsMax)
                        .gives(200, valid, "it was deployed already")
                        .gives(201, valid, "it is deployed")
                        .by(Role.ADMIN),
                Route.delete(
                                "/definitions/{name}/{version}",
                                "Withdraws one: those that run by it go on",
                                this::withdraw)
                        .givesNothing(204, "nobody starts by it any more")
                        .by(Role.ADMIN));
    }

    private void list(Call call) {
        String name = call.text("name");
        call.json(Map.of(
                "definitions",
                archive.definitions().values().stream()
                        .filter(each -> name.isEmpty() || each.getName().equals(name))
                        .map(DefinitionRoutes::json)
                        .toList()));
    }

    private void show(Call call) {
        SagaDefinition found = deployed(call);
        Map<String, Object> json = json(found);
        json.put("source", found.getSource());
        json.put(
                "steps",
                archive.reader().validate(found.getSource()) instanceof Validation.Valid(Definition definition)
                        ? steps(definition)
                        : List.of());
        call.json(json);
    }

    private SagaDefinition deployed(Call call) {
        String key = call.path("name") + "@" + call.path("version");
        SagaDefinition found = archive.definitions().get(key);
        if (found == null) {
            throw new dev.swarmlog.runtime.http.Problem(HttpStatus.NOT_FOUND.getCode(), key + " is not deployed");
        }
        return found;
    }

    private void deploy(Call call) {
        Definition definition = valid(call.bodyText());
        String key = definition.name() + "@" + definition.version();
        SagaDefinition before = archive.definitions().get(key);
        if (before != null && !before.getHash().equals(definition.hash())) {
            throw new dev.swarmlog.runtime.http.Problem(
                    HttpStatus.CONFLICT.getCode(),
                    key + " is deployed with another text; give this one another version");
        }
        if (before != null) {
            call.json(told(definition));
            return;
        }
        archive.deploy(new SagaDefinition(
                definition.name(),
                definition.version(),
                call.bodyText().stripLeading().startsWith("{") ? "application/json" : YAML,
                call.bodyText(),
                definition.hash(),
                call.caller().name(),
                System.currentTimeMillis()));
        call.created("/definitions/" + definition.name() + "/" + definition.version(), told(definition));
    }

    private void withdraw(Call call) {
        SagaDefinition found = deployed(call);
        archive.withdraw(found.getName(), found.getVersion());
        call.http().status(HttpStatus.NO_CONTENT);
    }

    private Definition valid(String source) {
        return switch (archive.reader().validate(source)) {
            case Validation.Valid(Definition definition) -> definition;
            case Validation.Invalid(List<Problem> problems) ->
                throw dev.swarmlog.runtime.http.Problem.of(
                                problems.stream().map(DefinitionRoutes::flaw).toList())
                        .with(
                                "problems",
                                problems.stream().map(DefinitionRoutes::json).toList());
        };
    }

    private static Flaw flaw(Problem problem) {
        String where = problem.section().isEmpty()
                ? problem.field()
                : "steps." + problem.section() + (problem.field().isEmpty() ? "" : "." + problem.field());
        return new Flaw(
                where,
                problem.text() + " (line " + problem.at().line() + ", column "
                        + problem.at().column() + ")");
    }

    private static Map<String, Object> json(Problem problem) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("line", problem.at().line());
        json.put("column", problem.at().column());
        json.put("step", problem.section());
        json.put("field", problem.field());
        json.put("message", problem.text());
        return json;
    }

    private static Map<String, Object> told(Definition definition) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", definition.name());
        json.put("version", definition.version());
        json.put("hash", definition.hash());
        json.put("steps", steps(definition));
        return json;
    }

    private static List<Map<String, Object>> steps(Definition definition) {
        return definition.steps().stream()
                .map(step -> Map.<String, Object>of(
                        "name", step.name(), "kind", Diagram.kind(step.work()), "after", names(step, definition)))
                .toList();
    }

    private static List<String> names(Step step, Definition definition) {
        return step.after().stream()
                .map(before -> definition.steps().get(before).name())
                .toList();
    }

    private static Map<String, Object> json(SagaDefinition definition) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", definition.getName());
        json.put("version", definition.getVersion());
        json.put("hash", definition.getHash());
        json.put("deployedBy", definition.getDeployedBy());
        json.put("deployedAtMs", definition.getDeployedAtMs());
        return json;
    }
}
