package dev.swarmlog.standalone.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.schemas.Topic;
import dev.swarmlog.schemas.Topics;
import dev.swarmlog.schemas.wire.HttpSchemaRegistry;
import dev.swarmlog.schemas.wire.RegistryAddress;
import dev.swarmlog.schemas.wire.RegistryTimes;
import dev.swarmlog.schemas.wire.Wire;
import dev.swarmlog.standalone.EmbeddedBroker;
import dev.swarmlog.standalone.registry.SchemaTransfer.Moved;
import dev.swarmlog.v1.RoutingRule;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Schemas move from the embedded registry to one that others wrote, and back, and records can be read on the way. */
class ApicurioIT {
    private static final Schema FIRST =
            SchemaBuilder.record("a.Thing").fields().requiredInt("x").endRecord();
    private static final Schema SECOND = SchemaBuilder.record("a.Thing")
            .fields()
            .requiredInt("x")
            .optionalInt("y")
            .endRecord();

    private final Topics topics = new Topics("");

    @Test
    void schemasMoveThereAndBack(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("schemas.json");
        try (EmbeddedBroker broker = EmbeddedBroker.temporary();
                EmbeddedSchemaRegistry embedded = EmbeddedSchemaRegistry.start(broker.bootstrapServers(), 0);
                Apicurio apicurio = Apicurio.start()) {
            RegistryAddress home = RegistryAddress.of(embedded.url(), "");
            registry(home).register("history", FIRST);
            new Wire(topics, registry(home)).registerSchemas();
            registry(home).register("history", SECOND);
            byte[] written = serde(home).serializer().serialize(topics.rules.name(), aRule());

            SchemaTransfer.with(home).export().write(file);
            List<Moved> there = SchemaTransfer.with(apicurio.address()).importAll(SchemaArchive.read(file));

            assertThat(there).hasSize(topics.all().size() + 2).allMatch(Moved::keptItsId);
            assertThat(serde(apicurio.address()).deserializer().deserialize(topics.rules.name(), written))
                    .isEqualTo(aRule());
            assertThat(serde(apicurio.address()).serializer().serialize(topics.rules.name(), aRule()))
                    .isEqualTo(written);

            SchemaArchive back = SchemaTransfer.with(apicurio.address()).export();
            assertThat(back.subjects())
                    .allMatch(subject -> subject.compatibility().equals("FULL_TRANSITIVE"));
            importsIntoAFreshOneWithAllIds(back);
            assertThat(SchemaTransfer.with(home).importAll(back)).as("again").allMatch(Moved::keptItsId);
        }
    }

    private void importsIntoAFreshOneWithAllIds(SchemaArchive archive) {
        try (EmbeddedBroker broker = EmbeddedBroker.temporary();
                EmbeddedSchemaRegistry fresh = EmbeddedSchemaRegistry.start(broker.bootstrapServers(), 0)) {
            RegistryAddress address = RegistryAddress.of(fresh.url(), "");

            assertThat(SchemaTransfer.with(address).importAll(archive)).allMatch(Moved::keptItsId);

            new Wire(topics, registry(address)).registerSchemas();
            assertThat(SchemaTransfer.with(address).export().versions()).isEqualTo(archive.versions());
        }
    }

    private static RoutingRule aRule() {
        return RoutingRule.newBuilder()
                .setName("eu-only")
                .setOrder(1)
                .setWhen("attributes.region == 'eu'")
                .build();
    }

    private Serde<RoutingRule> serde(RegistryAddress address) {
        Topic<RoutingRule> rules = topics.rules;
        return new Wire(topics, registry(address)).serde(rules);
    }

    private static HttpSchemaRegistry registry(RegistryAddress address) {
        return new HttpSchemaRegistry(address, RegistryTimes.DEFAULT);
    }
}
