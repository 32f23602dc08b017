package dev.swarmlog.schemas.asyncapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.swarmlog.schemas.Topic;
import dev.swarmlog.schemas.Topics;
import dev.swarmlog.schemas.wire.EventHeaders;
import dev.swarmlog.schemas.wire.PlainSchema;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The catalogue as an AsyncAPI 3.1 document: a channel for each topic, an operation for each who writes or reads it, a
 * message with its Avro schema. It is the contract for tools and for people who do not read Java, and it is never
 * written by hand: {@code docs/asyncapi.json} is this text.
 */
public final class AsyncApi {
    private static final String BINDING_VERSION = "0.5.0";
    private static final String AVRO = "application/vnd.apache.avro+json;version=1.9.0";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Topics topics;
    private final ObjectNode document = JSON.createObjectNode();

    private AsyncApi(Topics topics) {
        this.topics = topics;
    }

    /** The document, with a line feed at its end. */
    public static String of(Topics topics) {
        DefaultIndenter indent = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter().withObjectIndenter(indent).withArrayIndenter(indent);
        try {
            return JSON.writer(printer).writeValueAsString(new AsyncApi(topics).build()) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private JsonNode build() {
        document.put("asyncapi", "3.1.0");
        document.putObject("info")
                .put("title", "Swarmlog")
                .put("version", "1.0.0")
                .put(
                        "description",
                        "The topics of the coordination plane for agent swarms. Values are Avro in Confluent's wire format (byte 0,"
                                + " four bytes of schema id, Avro binary), keys are UTF-8 strings. An installation may put a"
                                + " prefix of its own before each topic's name.");
        document.put("defaultContentType", "application/vnd.apache.avro+binary");
        server();
        ObjectNode channels = document.putObject("channels");
        ObjectNode operations = document.putObject("operations");
        ObjectNode components = document.putObject("components");
        ObjectNode messages = components.putObject("messages");
        headers(components.putObject("schemas").putObject("recordHeaders"));
        for (Topic<?> topic : topics.all()) {
            channel(channels.putObject(topic.name()), topic);
            topic.writers().forEach(who -> operation(operations, who, "send", topic));
            topic.readers().forEach(who -> operation(operations, who, "receive", topic));
            message(messages.putObject(topic.name()), topic);
        }
        return document;
    }

    private void server() {
        ObjectNode standalone = document.putObject("servers").putObject("standalone");
        standalone
                .put("host", "127.0.0.1:9092")
                .put("protocol", "kafka")
                .put("description", "The platform that './swarmlog up' starts");
        binding(standalone)
                .put("schemaRegistryUrl", "http://127.0.0.1:8081")
                .put("schemaRegistryVendor", "confluent")
                .put("bindingVersion", BINDING_VERSION);
    }

    private static void channel(ObjectNode channel, Topic<?> topic) {
        channel.put("address", topic.name()).put("description", topic.what());
        ref(channel.putObject("messages").putObject(messageName(topic)), "/components/messages/" + topic.name());
        ObjectNode binding = binding(channel).put("partitions", topic.partitions());
        ObjectNode config = binding.putObject("topicConfiguration");
        for (Map.Entry<String, String> setting : topic.brokerConfig().entrySet()) {
            String name = setting.getKey();
            switch (name) {
                case TopicConfig.CLEANUP_POLICY_CONFIG -> config.putArray(name).add(setting.getValue());
                case TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG -> config.put(name, setting.getValue());
                default -> config.put(name, Long.parseLong(setting.getValue()));
            }
        }
        binding.put("bindingVersion", BINDING_VERSION);
    }

    private static void operation(ObjectNode operations, String who, String action, Topic<?> topic) {
        String channel = "/channels/" + topic.name();
        ObjectNode operation = operations
                .putObject(who + "." + action + "." + topic.name())
                .put("action", action)
                .put("summary", who + (action.equals("send") ? " writes: " : " reads: ") + topic.what());
        ref(operation.putObject("channel"), channel);
        operation.putArray("tags").addObject().put("name", who);
        ref(operation.putArray("messages").addObject(), channel + "/messages/" + messageName(topic));
    }

    private static void message(ObjectNode message, Topic<?> topic) {
        message.put("name", topic.schema().getFullName())
                .put("title", messageName(topic))
                .put("summary", topic.schema().getDoc());
        ref(message.putObject("headers"), "/components/schemas/recordHeaders");
        message.putObject("payload").put("schemaFormat", AVRO).set("schema", avro(topic));
        ObjectNode binding = binding(message);
        binding.putObject("key").put("type", "string").put("description", topic.keyIs());
        binding.put("schemaIdLocation", "payload")
                .put("schemaIdPayloadEncoding", "confluent")
                .put("schemaLookupStrategy", "TopicNameStrategy")
                .put("bindingVersion", BINDING_VERSION);
    }

    private static void headers(ObjectNode headers) {
        headers.put("type", "object").put("description", "Kafka headers, each of them optional");
        ObjectNode properties = headers.putObject("properties");
        header(properties, "traceparent", "W3C trace context");
        header(properties, "tracestate", "W3C trace context");
        header(properties, EventHeaders.SPECVERSION, "CloudEvents: 1.0");
        header(properties, EventHeaders.ID, "CloudEvents: the event's id");
        header(properties, EventHeaders.TYPE, "CloudEvents: the event's type");
        header(properties, EventHeaders.SOURCE, "CloudEvents: where the event comes from");
        header(properties, EventHeaders.TIME, "CloudEvents: when it happened, RFC 3339");
    }

    private static void header(ObjectNode properties, String name, String what) {
        properties.putObject(name).put("type", "string").put("description", what);
    }

    private static JsonNode avro(Topic<?> topic) {
        try {
            return JSON.readTree(PlainSchema.of(topic.schema()).toString());
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static ObjectNode binding(ObjectNode of) {
        return of.putObject("bindings").putObject("kafka");
    }

    private static void ref(ObjectNode node, String pointer) {
        node.put("$ref", "#" + pointer);
    }

    private static String messageName(Topic<?> topic) {
        return topic.schema().getName();
    }
}
