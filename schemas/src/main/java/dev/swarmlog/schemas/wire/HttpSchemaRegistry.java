package dev.swarmlog.schemas.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.swarmlog.schemas.wire.SchemaRegistryException.Kind;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/**
 * Any Confluent-compatible registry (Confluent, Apicurio's {@code /apis/ccompat/v7}, Karapace, Redpanda, the
 * standalone's own) over HTTP. Thread-safe; an id or a schema is asked for once and then remembered, and how much is
 * remembered is bounded.
 */
public final class HttpSchemaRegistry implements SchemaRegistry {
    private static final int SCHEMAS_MAX = 1_000;

    private final RegistryCalls calls;
    private final AnswerCache<Registration, Integer> ids;
    private final AnswerCache<Integer, Schema> schemas;

    /** A schema under its subject. */
    private record Registration(String subject, Schema schema) {}

    public HttpSchemaRegistry(RegistryAddress address, RegistryTimes times) {
        this.calls = new RegistryCalls(address, times);
        this.ids = new AnswerCache<>(SCHEMAS_MAX, times, this::lookUp);
        this.schemas = new AnswerCache<>(SCHEMAS_MAX, times, this::fetch);
    }

    public static HttpSchemaRegistry at(URI... urls) {
        return new HttpSchemaRegistry(new RegistryAddress(List.of(urls), ""), RegistryTimes.DEFAULT);
    }

    /** As configured: base URLs with commas between them; {@code user:password}, a token, or empty. */
    public static HttpSchemaRegistry at(String urls, String credentials) {
        return new HttpSchemaRegistry(RegistryAddress.of(urls, credentials), RegistryTimes.DEFAULT);
    }

    @Override
    public int register(String subject, Schema schema) {
        JsonNode answer = calls.post(pathOf(subject) + "/versions", bodyOf(schema));
        int id = idIn(answer, subject);
        ids.put(new Registration(subject, schema), id);
        return id;
    }

    @Override
    public int idOf(String subject, Schema schema) {
        return ids.get(new Registration(subject, schema));
    }

    @Override
    public Schema byId(int id) {
        return schemas.get(id);
    }

    private int lookUp(Registration wanted) {
        try {
            return idIn(calls.post(pathOf(wanted.subject()), bodyOf(wanted.schema())), wanted.subject());
        } catch (SchemaRegistryException e) {
            if (e.kind() != Kind.NOT_REGISTERED) {
                throw e;
            }
            throw new SchemaRegistryException(
                    Kind.NOT_REGISTERED,
                    "this program's schema " + wanted.schema().getFullName() + " is not registered under "
                            + wanted.subject() + " at " + calls.address()
                            + ": start a service of this version, or run 'swarmlog schemas import' (" + e.getMessage()
                            + ")",
                    e);
        }
    }

    private Schema fetch(int id) {
        JsonNode answer = calls.get("/schemas/ids/" + id);
        JsonNode text = answer.path("schema");
        if (!text.isTextual() || !answer.path("schemaType").asText("AVRO").equals("AVRO")) {
            throw new SchemaRegistryException(
                    Kind.NOT_REGISTERED, "schema " + id + " at " + calls.address() + " is no Avro schema", null);
        }
        try {
            return new Schema.Parser().parse(text.asText());
        } catch (SchemaParseException | StackOverflowError e) {
            throw new SchemaRegistryException(
                    Kind.NOT_REGISTERED, "schema " + id + " at " + calls.address() + " cannot be parsed", e);
        }
    }

    private int idIn(JsonNode answer, String subject) {
        if (!answer.path("id").isInt()) {
            throw new SchemaRegistryException(
                    Kind.REFUSED, "the answer for " + subject + " from " + calls.address() + " has no schema id", null);
        }
        return answer.get("id").asInt();
    }

    private static String pathOf(String subject) {
        return "/subjects/" + URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static JsonNode bodyOf(Schema schema) {
        return JsonNodeFactory.instance.objectNode().put("schema", schema.toString());
    }
}
