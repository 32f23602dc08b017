package dev.swarmlog.standalone.registry;

import dev.swarmlog.standalone.registry.JsonRoutes.Request;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/** Confluent's REST API for what holds of subjects: their compatibility level, the check against it, and their mode. */
final class RuleRoutes {
    private final DurableBook book;

    RuleRoutes(DurableBook book) {
        this.book = book;
    }

    JsonRoutes addTo(JsonRoutes routes) {
        return routes.on("GET", "/config", request -> level(Fact.EVERYWHERE))
                .on("PUT", "/config", request -> setLevel(Fact.EVERYWHERE, request))
                .on("GET", "/config/*", this::levelOfSubject)
                .on("PUT", "/config/*", request -> setLevel(request.path(0), request))
                .on("GET", "/mode", request -> mode(Fact.EVERYWHERE))
                .on("PUT", "/mode", request -> setMode(Fact.EVERYWHERE, request))
                .on("GET", "/mode/*", this::modeOfSubject)
                .on("PUT", "/mode/*", request -> setMode(request.path(0), request))
                .on("POST", "/compatibility/subjects/*/versions", this::checkAgainstAll)
                .on("POST", "/compatibility/subjects/*/versions/*", this::checkAgainstOne);
    }

    private Object levelOfSubject(Request request) {
        String subject = request.path(0);
        if (!request.flag("defaultToGlobal")
                && book.ask(now -> now.levelSetFor(subject)).isEmpty()) {
            throw RegistryRefusal.noLevelOfItsOwn(subject);
        }
        return level(subject);
    }

    private Object level(String subject) {
        return Map.of("compatibilityLevel", book.ask(now -> now.level(subject)).name());
    }

    private Object setLevel(String subject, Request request) {
        String asked = request.body().path("compatibility").asText();
        CompatibilityLevel level =
                named(CompatibilityLevel.values(), asked).orElseThrow(() -> RegistryRefusal.invalidLevel(asked));
        book.decide(now -> new Fact.LevelSet(subject, level), List::of);
        return Map.of("compatibility", level.name());
    }

    private Object modeOfSubject(Request request) {
        String subject = request.path(0);
        if (!request.flag("defaultToGlobal")
                && book.ask(now -> now.modeSetFor(subject)).isEmpty()) {
            throw RegistryRefusal.noModeOfItsOwn(subject);
        }
        return mode(subject);
    }

    private Object mode(String subject) {
        return Map.of("mode", book.ask(now -> now.mode(subject)).name());
    }

    private Object setMode(String subject, Request request) {
        String asked = request.body().path("mode").asText();
        Mode mode = named(Mode.values(), asked).orElseThrow(() -> RegistryRefusal.invalidMode(asked));
        book.decide(
                now -> {
                    if (mode == Mode.IMPORT && !request.flag("force") && isInUse(now, subject)) {
                        throw RegistryRefusal.notPermitted(
                                "Cannot import since there are schemas already; force=true does it all the same");
                    }
                    return new Fact.ModeSet(subject, mode);
                },
                List::of);
        return Map.of("mode", mode.name());
    }

    private static boolean isInUse(SchemaBook now, String subject) {
        return subject.equals(Fact.EVERYWHERE)
                ? !now.subjects().isEmpty()
                : !now.live(subject).isEmpty();
    }

    private Object checkAgainstAll(Request request) {
        String subject = request.path(0);
        return verdict(request, book.ask(now -> now.live(subject)));
    }

    private Object checkAgainstOne(Request request) {
        String subject = request.path(0);
        List<SchemaVersion> versions = book.ask(now -> now.live(subject));
        if (versions.isEmpty()) {
            throw RegistryRefusal.noSuchSubject(subject);
        }
        return verdict(request, List.of(SubjectVersions.pick(versions, request.path(1))));
    }

    private Object verdict(Request request, List<SchemaVersion> earlier) {
        Schema schema = RequestSchema.of(request.body());
        List<String> objections = book.ask(now -> now.level(request.path(0))).objections(schema, earlier);
        return request.flag("verbose")
                ? Map.of("is_compatible", objections.isEmpty(), "messages", objections)
                : Map.of("is_compatible", objections.isEmpty());
    }

    private static <E extends Enum<E>> Optional<E> named(E[] values, String name) {
        return Arrays.stream(values)
                .filter(value -> value.name().equalsIgnoreCase(name))
                .findFirst();
    }
}
