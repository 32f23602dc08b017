package dev.swarmlog.standalone.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.swarmlog.schemas.Limits;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/** Reads the Avro schema out of a request, or says what is wrong with it. */
final class RequestSchema {
    private RequestSchema() {}

    static Schema of(JsonNode body) {
        String type = body.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO")) {
            throw RegistryRefusal.invalidSchema("this registry keeps Avro schemas, not " + type);
        }
        if (!body.path("references").isEmpty()) {
            throw RegistryRefusal.invalidSchema("this registry keeps no references between schemas");
        }
        JsonNode text = body.path("schema");
        if (!text.isTextual()) {
            throw RegistryRefusal.invalidSchema("the request has no text field 'schema'");
        }
        try {
            Schema schema = new Schema.Parser().parse(text.asText());
            if (isDeeper(schema, Limits.SCHEMA_DEPTH_MAX)) {
                throw RegistryRefusal.invalidSchema("nested deeper than " + Limits.SCHEMA_DEPTH_MAX + ", or in itself");
            }
            return schema;
        } catch (AvroRuntimeException e) {
            throw RegistryRefusal.invalidSchema(String.valueOf(e.getMessage()));
        } catch (StackOverflowError e) {
            throw RegistryRefusal.invalidSchema("nested too deeply to be read");
        }
    }

    /** A schema that contains itself has no depth, and its values may exhaust the stack of whoever reads them. */
    private static boolean isDeeper(Schema schema, int levels) {
        if (levels == 0) {
            return true;
        }
        return switch (schema.getType()) {
            case RECORD -> schema.getFields().stream().anyMatch(field -> isDeeper(field.schema(), levels - 1));
            case UNION -> schema.getTypes().stream().anyMatch(branch -> isDeeper(branch, levels - 1));
            case ARRAY -> isDeeper(schema.getElementType(), levels - 1);
            case MAP -> isDeeper(schema.getValueType(), levels - 1);
            case ENUM, FIXED, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> false;
        };
    }
}
