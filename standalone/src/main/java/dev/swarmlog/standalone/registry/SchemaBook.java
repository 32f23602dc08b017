package dev.swarmlog.standalone.registry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.Schema;

/**
 * Mutable, owned by {@link DurableBook}: everything the registry knows, as the fold of its facts. Decisions change
 * nothing; {@link #apply} does.
 */
final class SchemaBook {
    private static final int SCHEMAS_MAX = 10_000;

    private final NavigableMap<String, NavigableMap<Integer, SchemaVersion>> subjects = new TreeMap<>();
    private final NavigableMap<Integer, String> textsById = new TreeMap<>();
    private final Map<String, Integer> idsByText = new HashMap<>();
    private final Map<String, CompatibilityLevel> levels = new HashMap<>();
    private final Map<String, Mode> modes = new HashMap<>();

    void apply(Fact fact) {
        switch (fact) {
            case Fact.Registered(SchemaVersion version) -> put(version);
            case Fact.VersionErased(String subject, int version) -> erase(subject, version);
            case Fact.SubjectDeleted(String subject, int upTo) ->
                versions(subject).headMap(upTo, true).replaceAll((number, version) -> version.asDeleted());
            case Fact.LevelSet(String subject, CompatibilityLevel level) ->
                levels.compute(subject, (key, before) -> level);
            case Fact.ModeSet(String subject, Mode mode) -> modes.compute(subject, (key, before) -> mode);
        }
    }

    private void put(SchemaVersion version) {
        subjects.computeIfAbsent(version.subject(), fresh -> new TreeMap<>()).put(version.version(), version);
        textsById.put(version.id(), version.schema());
        idsByText.putIfAbsent(version.schema(), version.id());
    }

    /** The text stays known by its id: records written with it may still be about. */
    private void erase(String subject, int version) {
        NavigableMap<Integer, SchemaVersion> versions = versions(subject);
        versions.remove(version);
        if (versions.isEmpty()) {
            subjects.remove(subject);
        }
    }

    private NavigableMap<Integer, SchemaVersion> versions(String subject) {
        return subjects.getOrDefault(subject, new TreeMap<>());
    }

    List<String> subjects() {
        return subjects.keySet().stream()
                .filter(subject -> !live(subject).isEmpty())
                .toList();
    }

    /** The versions that are not deleted, oldest first. */
    List<SchemaVersion> live(String subject) {
        return all(subject).stream().filter(version -> !version.deleted()).toList();
    }

    List<SchemaVersion> all(String subject) {
        return List.copyOf(versions(subject).values());
    }

    Optional<String> text(int id) {
        return Optional.ofNullable(textsById.get(id));
    }

    /** Where a schema is in use. */
    List<SchemaVersion> withId(int id) {
        List<SchemaVersion> found = new ArrayList<>();
        for (String subject : subjects.keySet()) {
            live(subject).stream().filter(version -> version.id() == id).forEach(found::add);
        }
        return found;
    }

    Optional<SchemaVersion> find(String subject, String text) {
        return live(subject).stream()
                .filter(version -> version.schema().equals(text))
                .findFirst();
    }

    Optional<CompatibilityLevel> levelSetFor(String subject) {
        return Optional.ofNullable(levels.get(subject));
    }

    CompatibilityLevel level(String subject) {
        return levelSetFor(subject).or(() -> levelSetFor(Fact.EVERYWHERE)).orElse(CompatibilityLevel.FULL_TRANSITIVE);
    }

    Optional<Mode> modeSetFor(String subject) {
        return Optional.ofNullable(modes.get(subject));
    }

    Mode mode(String subject) {
        return modeSetFor(subject).or(() -> modeSetFor(Fact.EVERYWHERE)).orElse(Mode.READWRITE);
    }

    /** The version under which the schema is, or would be, registered; refuses an incompatible one. */
    SchemaVersion register(String subject, Schema schema) {
        String text = schema.toString();
        Optional<SchemaVersion> known = find(subject, text);
        if (known.isPresent()) {
            return known.get();
        }
        if (mode(subject) != Mode.READWRITE) {
            throw RegistryRefusal.notPermitted("Subject " + subject + " is in " + mode(subject) + " mode");
        }
        List<String> objections = level(subject).objections(schema, live(subject));
        if (!objections.isEmpty()) {
            throw RegistryRefusal.incompatible(subject, level(subject), objections);
        }
        Integer id = idsByText.get(text);
        return new SchemaVersion(subject, nextVersion(subject), id == null ? nextId() : id, text, false);
    }

    /** Registers what another registry numbered; refuses to give a number two meanings. */
    SchemaVersion importAs(String subject, Schema schema, int id, Optional<Integer> version) {
        if (mode(subject) != Mode.IMPORT) {
            throw RegistryRefusal.notPermitted("Subject " + subject + " is not in import mode");
        }
        String text = schema.toString();
        if (!textsById.getOrDefault(id, text).equals(text)) {
            throw RegistryRefusal.notPermitted("Overwrite new schema with id " + id + " is not permitted.");
        }
        Optional<SchemaVersion> known = find(subject, text);
        if (known.isPresent() && known.get().id() == id) {
            return known.get();
        }
        int number = version.orElseGet(() -> nextVersion(subject));
        if (versions(subject).containsKey(number)) {
            throw RegistryRefusal.notPermitted("Version " + number + " of " + subject + " is another schema");
        }
        return new SchemaVersion(subject, number, id, text, false);
    }

    private int nextVersion(String subject) {
        NavigableMap<Integer, SchemaVersion> versions = versions(subject);
        return versions.isEmpty() ? 1 : versions.lastKey() + 1;
    }

    private int nextId() {
        if (textsById.size() >= SCHEMAS_MAX) {
            throw RegistryRefusal.notPermitted("This registry holds " + SCHEMAS_MAX + " schemas, and no more");
        }
        return textsById.isEmpty() ? 1 : textsById.lastKey() + 1;
    }
}
