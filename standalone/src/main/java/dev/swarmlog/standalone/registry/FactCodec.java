package dev.swarmlog.standalone.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Facts as Confluent's registry writes them. The order of a key's fields matters: compaction compares bytes. */
final class FactCodec {
    private static final ObjectMapper JSON = new ObjectMapper();

    private FactCodec() {}

    static byte[] key(Fact fact) {
        return bytes(
                switch (fact) {
                    case Fact.Registered(SchemaVersion version) -> schemaKey(version.subject(), version.version());
                    case Fact.VersionErased(String subject, int version) -> schemaKey(subject, version);
                    case Fact.SubjectDeleted(String subject, int upTo) -> key("DELETE_SUBJECT", subject);
                    case Fact.LevelSet(String subject, CompatibilityLevel level) -> key("CONFIG", subject);
                    case Fact.ModeSet(String subject, Mode mode) -> key("MODE", subject);
                });
    }

    static byte @Nullable [] value(Fact fact) {
        return switch (fact) {
            case Fact.Registered(SchemaVersion version) -> bytes(schemaValue(version));
            case Fact.VersionErased erased -> null;
            case Fact.SubjectDeleted(String subject, int upTo) ->
                bytes(JSON.createObjectNode().put("subject", subject).put("version", upTo));
            case Fact.LevelSet(String subject, CompatibilityLevel level) ->
                level == null ? null : bytes(JSON.createObjectNode().put("compatibilityLevel", level.name()));
            case Fact.ModeSet(String subject, Mode mode) ->
                mode == null ? null : bytes(JSON.createObjectNode().put("mode", mode.name()));
        };
    }

    /** What a record says; nothing for the kinds that only a bigger registry needs. */
    static Optional<Fact> fact(byte[] keyBytes, byte @Nullable [] valueBytes) {
        JsonNode key = parse(keyBytes);
        String subject = key.path("subject").asText(Fact.EVERYWHERE);
        JsonNode value = valueBytes == null ? null : parse(valueBytes);
        return switch (key.path("keytype").asText()) {
            case "SCHEMA" -> Optional.of(schemaFact(subject, key.path("version").asInt(), value));
            case "DELETE_SUBJECT" ->
                Optional.ofNullable(value)
                        .map(deleted -> new Fact.SubjectDeleted(
                                subject, deleted.path("version").asInt()));
            case "CONFIG" ->
                Optional.of(new Fact.LevelSet(
                        subject,
                        value == null
                                ? null
                                : CompatibilityLevel.valueOf(
                                        value.path("compatibilityLevel").asText())));
            case "MODE" ->
                Optional.of(new Fact.ModeSet(
                        subject,
                        value == null ? null : Mode.valueOf(value.path("mode").asText())));
            default -> Optional.empty();
        };
    }

    private static Fact schemaFact(String subject, int version, @Nullable JsonNode value) {
        if (value == null) {
            return new Fact.VersionErased(subject, version);
        }
        return new Fact.Registered(new SchemaVersion(
                subject,
                version,
                value.path("id").asInt(),
                value.path("schema").asText(),
                value.path("deleted").asBoolean()));
    }

    private static ObjectNode key(String type, String subject) {
        ObjectNode key = JSON.createObjectNode().put("keytype", type);
        if (subject.equals(Fact.EVERYWHERE)) {
            key.putNull("subject");
        } else {
            key.put("subject", subject);
        }
        return key.put("magic", 0);
    }

    private static ObjectNode schemaKey(String subject, int version) {
        return JSON.createObjectNode()
                .put("keytype", "SCHEMA")
                .put("subject", subject)
                .put("version", version)
                .put("magic", 1);
    }

    private static ObjectNode schemaValue(SchemaVersion version) {
        return JSON.createObjectNode()
                .put("subject", version.subject())
                .put("version", version.version())
                .put("id", version.id())
                .put("schema", version.schema())
                .put("deleted", version.deleted());
    }

    private static byte[] bytes(JsonNode json) {
        try {
            return JSON.writeValueAsBytes(json);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static JsonNode parse(byte[] bytes) {
        try {
            return JSON.readTree(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("a record of the schemas topic is no JSON", e);
        }
    }
}
