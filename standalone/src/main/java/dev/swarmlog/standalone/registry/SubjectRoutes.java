package dev.swarmlog.standalone.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.swarmlog.standalone.registry.JsonRoutes.Request;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/** Confluent's REST API for schemas and the subjects that they are versions of. */
final class SubjectRoutes {
    private static final int ERASE_BEFORE_DELETE = 40405;

    private final DurableBook book;

    SubjectRoutes(DurableBook book) {
        this.book = book;
    }

    JsonRoutes addTo(JsonRoutes routes) {
        return routes.on("GET", "/schemas/types", request -> List.of("AVRO"))
                .on("GET", "/schemas/ids/*", request -> Map.of("schema", textById(request)))
                .on("GET", "/schemas/ids/*/schema", request -> new RawValue(textById(request)))
                .on("GET", "/schemas/ids/*/subjects", this::subjectsById)
                .on("GET", "/schemas/ids/*/versions", this::versionsById)
                .on("GET", "/subjects", this::subjects)
                .on("POST", "/subjects/*", this::lookUp)
                .on("DELETE", "/subjects/*", this::delete)
                .on("GET", "/subjects/*/versions", this::versions)
                .on("POST", "/subjects/*/versions", this::register)
                .on("GET", "/subjects/*/versions/*", request -> described(version(request)))
                .on(
                        "GET",
                        "/subjects/*/versions/*/schema",
                        request -> new RawValue(version(request).schema()));
    }

    private String textById(Request request) {
        int id = id(request);
        return book.ask(now -> now.text(id)).orElseThrow(() -> RegistryRefusal.noSuchSchema(String.valueOf(id)));
    }

    private Object subjectsById(Request request) {
        return usersOf(request).stream().map(SchemaVersion::subject).distinct().toList();
    }

    private Object versionsById(Request request) {
        return usersOf(request).stream()
                .map(version -> Map.of("subject", version.subject(), "version", version.version()))
                .toList();
    }

    private List<SchemaVersion> usersOf(Request request) {
        textById(request);
        return book.ask(now -> now.withId(id(request)));
    }

    private Object subjects(Request request) {
        String prefix = request.query().getOrDefault("subjectPrefix", "");
        return book.ask(SchemaBook::subjects).stream()
                .filter(subject -> subject.startsWith(prefix))
                .toList();
    }

    private Object versions(Request request) {
        String subject = request.path(0);
        List<SchemaVersion> versions = book.ask(now -> request.flag("deleted") ? now.all(subject) : now.live(subject));
        return numbers(existing(subject, versions));
    }

    private SchemaVersion version(Request request) {
        String subject = request.path(0);
        return SubjectVersions.pick(book.ask(now -> existing(subject, now.live(subject))), request.path(1));
    }

    private Object lookUp(Request request) {
        String subject = request.path(0);
        String text = RequestSchema.of(request.body()).toString();
        existing(subject, book.ask(now -> now.live(subject)));
        return described(book.ask(now -> now.find(subject, text))
                .orElseThrow(() -> RegistryRefusal.noSuchSchema("of this text under " + subject)));
    }

    private Object register(Request request) {
        String subject = request.path(0);
        Schema schema = RequestSchema.of(request.body());
        JsonNode id = request.body().path("id");
        SchemaVersion registered = book.decide(
                now -> id.isInt() && id.asInt() > 0
                        ? now.importAs(subject, schema, id.asInt(), importedVersion(request.body()))
                        : now.register(subject, schema),
                version -> isKnown(version) ? List.of() : List.of(new Fact.Registered(version)));
        return Map.of("id", registered.id());
    }

    private boolean isKnown(SchemaVersion version) {
        return book.ask(now -> now.live(version.subject())).contains(version);
    }

    private static Optional<Integer> importedVersion(JsonNode body) {
        int version = body.path("version").asInt();
        return version > 0 ? Optional.of(version) : Optional.empty();
    }

    private Object delete(Request request) {
        String subject = request.path(0);
        return request.flag("permanent")
                ? numbers(book.decide(now -> erasable(now, subject), SubjectRoutes::erasures))
                : numbers(book.decide(now -> existing(subject, now.live(subject)), SubjectRoutes::deletion));
    }

    private static List<SchemaVersion> erasable(SchemaBook now, String subject) {
        if (!now.live(subject).isEmpty()) {
            throw new RegistryRefusal(
                    ERASE_BEFORE_DELETE,
                    "Subject '" + subject + "' was not deleted first before being permanently deleted");
        }
        return existing(subject, now.all(subject));
    }

    private static List<Fact> erasures(List<SchemaVersion> versions) {
        return versions.stream()
                .<Fact>map(version -> new Fact.VersionErased(version.subject(), version.version()))
                .toList();
    }

    private static List<Fact> deletion(List<SchemaVersion> versions) {
        return Stream.of(versions.getLast())
                .<Fact>map(last -> new Fact.SubjectDeleted(last.subject(), last.version()))
                .toList();
    }

    private static List<SchemaVersion> existing(String subject, List<SchemaVersion> versions) {
        if (versions.isEmpty()) {
            throw RegistryRefusal.noSuchSubject(subject);
        }
        return versions;
    }

    private static List<Integer> numbers(List<SchemaVersion> versions) {
        return versions.stream().map(SchemaVersion::version).toList();
    }

    private static int id(Request request) {
        try {
            return Integer.parseInt(request.path(0));
        } catch (NumberFormatException e) {
            throw RegistryRefusal.noSuchSchema(request.path(0));
        }
    }

    private static Map<String, Object> described(SchemaVersion version) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("subject", version.subject());
        fields.put("version", version.version());
        fields.put("id", version.id());
        fields.put("schema", version.schema());
        return fields;
    }
}
