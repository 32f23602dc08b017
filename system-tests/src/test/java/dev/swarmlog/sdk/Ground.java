package dev.swarmlog.sdk;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.schemas.Topic;
import dev.swarmlog.schemas.Topics;
import dev.swarmlog.standalone.DataFolder;
import dev.swarmlog.standalone.EmbeddedBroker;
import dev.swarmlog.standalone.registry.EmbeddedSchemaRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** A broker that can be restarted in place, a schema registry, and all topics; no service. */
final class Ground implements AutoCloseable {
    private final DataFolder data = DataFolder.temporary();
    private EmbeddedBroker broker = EmbeddedBroker.start(data, 0);
    private final EmbeddedSchemaRegistry schemaRegistry = EmbeddedSchemaRegistry.start(broker.bootstrapServers(), 0);

    Ground() throws ExecutionException, InterruptedException {
        List<NewTopic> all = new Topics("").all().stream().map(Ground::fresh).toList();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(all).all().get();
        }
        config().wire().registerSchemas();
    }

    private static NewTopic fresh(Topic<?> topic) {
        return new NewTopic(topic.name(), topic.partitions(), (short) 1).configs(topic.brokerConfig());
    }

    ClusterConfig config() {
        return ClusterConfig.of(broker.bootstrapServers(), schemaRegistry.url());
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    String schemaRegistryUrl() {
        return schemaRegistry.url();
    }

    void restartBroker() {
        String address = broker.bootstrapServers();
        broker.close();
        broker = EmbeddedBroker.start(data, Integer.parseInt(address.substring(address.indexOf(':') + 1)));
    }

    @Override
    public void close() {
        schemaRegistry.close();
        broker.close();
        data.close();
    }
}
