package dev.swarmlog.standalone.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.swarmlog.schemas.wire.RegistryAddress;
import dev.swarmlog.schemas.wire.RegistryCalls;
import dev.swarmlog.schemas.wire.RegistryTimes;
import dev.swarmlog.schemas.wire.SchemaRegistryException;
import dev.swarmlog.standalone.registry.SchemaArchive.Subject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Moves schemas out of and into any Confluent-compatible registry.
 *
 * <p>Records carry ids, so ids are kept where the registry lets them be given (mode IMPORT); Apicurio, for one, accepts the
 * mode and numbers by itself all the same. So what counts is the id in each answer: {@link Moved} says where it is another,
 * and records that were written under the old one are not readable against that registry.
 */
public final class SchemaTransfer {
    private final RegistryCalls registry;

    /** A version that the registry now has, and the id it had where it came from. */
    public record Moved(String subject, int version, int idBefore, int id) {
        public boolean keptItsId() {
            return id == idBefore;
        }
    }

    private SchemaTransfer(RegistryCalls registry) {
        this.registry = registry;
    }

    public static SchemaTransfer with(RegistryAddress address) {
        return new SchemaTransfer(new RegistryCalls(address, RegistryTimes.DEFAULT));
    }

    /** All that the registry offers now; deleted versions stay behind. */
    public SchemaArchive export() {
        List<Subject> subjects = new ArrayList<>();
        for (JsonNode name : registry.get("/subjects")) {
            String path = "/subjects/" + encoded(name.asText()) + "/versions";
            List<JsonNode> versions = new ArrayList<>();
            for (JsonNode number : registry.get(path)) {
                versions.add(registry.get(path + "/" + number.asInt()));
            }
            subjects.add(new Subject(name.asText(), level(name.asText()), versions));
        }
        return SchemaArchive.of(subjects);
    }

    private String level(String subject) {
        return registry.get("/config/" + encoded(subject) + "?defaultToGlobal=true")
                .path("compatibilityLevel")
                .asText();
    }

    /**
     * Adds what the archive has to what the registry has. Repeating it changes nothing. A subject's level is lifted
     * meanwhile, because its history may be from looser times, and is the archive's afterwards.
     */
    public List<Moved> importAll(SchemaArchive archive) {
        List<Moved> moved = new ArrayList<>();
        archive.subjects().forEach(subject -> open(subject.subject()));
        try {
            for (JsonNode version : archive.inOrderOfId()) {
                moved.add(register(version));
            }
        } finally {
            archive.subjects().forEach(this::close);
        }
        return moved;
    }

    private void open(String subject) {
        setLevel(subject, "NONE");
        offerMode(subject, "IMPORT");
    }

    private void close(Subject subject) {
        offerMode(subject.subject(), "READWRITE");
        setLevel(subject.subject(), subject.compatibility());
    }

    private Moved register(JsonNode version) {
        String subject = version.path("subject").asText();
        String path = "/subjects/" + encoded(subject) + "/versions";
        ObjectNode body = version.deepCopy();
        body.remove("subject");
        int id;
        try {
            id = registry.post(path, body).path("id").asInt();
        } catch (SchemaRegistryException e) {
            if (e.isTransient()) {
                throw e;
            }
            offerMode(subject, "READWRITE");
            body.remove(List.of("id", "version"));
            id = registry.post(path, body).path("id").asInt();
        }
        return new Moved(
                subject, version.path("version").asInt(), version.path("id").asInt(), id);
    }

    private void setLevel(String subject, String level) {
        registry.put("/config/" + encoded(subject), field("compatibility", level));
    }

    /** A registry may have no modes, or refuse one for a subject with versions: then it gives the ids. */
    private void offerMode(String subject, String mode) {
        try {
            registry.put("/mode/" + encoded(subject), field("mode", mode));
        } catch (SchemaRegistryException e) {
            if (e.isTransient()) {
                throw e;
            }
        }
    }

    private static ObjectNode field(String name, String value) {
        return JsonNodeFactory.instance.objectNode().put(name, value);
    }

    private static String encoded(String subject) {
        return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
