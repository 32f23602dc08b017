package dev.swarmlog.standalone.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Everything a registry knows, as one file.
 *
 * @param format so that later readers know what they have before them
 */
public record SchemaArchive(String format, List<Subject> subjects) {
    static final String FORMAT = "swarmlog-schemas/1";
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * One subject.
     *
     * @param compatibility the level that holds of it, its own or the registry's default
     * @param versions as the registry gives them, oldest first: subject, version, id, schema, and what else is about them
     */
    public record Subject(String subject, String compatibility, List<JsonNode> versions) {}

    static SchemaArchive of(List<Subject> subjects) {
        return new SchemaArchive(FORMAT, subjects);
    }

    public int versions() {
        return subjects.stream().mapToInt(subject -> subject.versions().size()).sum();
    }

    public void write(Path file) {
        try {
            Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the schemas to " + file, e);
        }
    }

    public static SchemaArchive read(Path file) {
        SchemaArchive archive;
        try {
            archive = JSON.readValue(file.toFile(), SchemaArchive.class);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read schemas from " + file, e);
        }
        if (!FORMAT.equals(archive.format())) {
            throw new IllegalArgumentException(
                    file + " has the format '" + archive.format() + "', and not '" + FORMAT + "'");
        }
        return archive;
    }

    /**
     * All versions in an order in which a registry that numbers by itself comes to the same numbers wherever it can: each
     * subject's in theirs, and over all by id. What several subjects share goes last where it can be the last of its
     * subject: Apicurio answers with the shared id, and passes over a number all the same.
     */
    List<JsonNode> inOrderOfId() {
        record Cursor(List<JsonNode> versions, int next) implements Comparable<Cursor> {
            JsonNode version() {
                return versions.get(next);
            }

            @Override
            public int compareTo(Cursor other) {
                return Integer.compare(
                        version().path("id").asInt(), other.version().path("id").asInt());
            }
        }
        PriorityQueue<Cursor> heads = new PriorityQueue<>();
        for (Subject subject : subjects) {
            if (!subject.versions().isEmpty()) {
                heads.add(new Cursor(subject.versions(), 0));
            }
        }
        List<JsonNode> ordered = new ArrayList<>();
        List<JsonNode> shared = new ArrayList<>();
        Set<Integer> ids = new HashSet<>();
        while (!heads.isEmpty()) {
            Cursor least = heads.remove();
            boolean isLast = least.next() + 1 == least.versions().size();
            boolean isNew = ids.add(least.version().path("id").asInt());
            (isNew || !isLast ? ordered : shared).add(least.version());
            if (!isLast) {
                heads.add(new Cursor(least.versions(), least.next() + 1));
            }
        }
        ordered.addAll(shared);
        return ordered;
    }
}
