package dev.swarmlog.bench.saga;

import dev.swarmlog.bench.Ground;
import dev.swarmlog.bench.ServiceRun;
import dev.swarmlog.bench.crew.Crew;
import dev.swarmlog.bench.crew.Hosts;
import dev.swarmlog.bench.crew.Producers;
import dev.swarmlog.bench.crew.Tap;
import dev.swarmlog.router.RouterService;
import dev.swarmlog.saga.SagaService;
import dev.swarmlog.saga.definition.Definitions;
import dev.swarmlog.saga.definition.Validation;
import dev.swarmlog.schemas.Topic;
import dev.swarmlog.schemas.Topics;
import dev.swarmlog.schemas.wire.Wire;
import dev.swarmlog.v1.SagaDefinition;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** One kind of saga on an installation of its own, with all who take part: engine, router, agents, who starts and who hears. */
final class Stage implements AutoCloseable {
    private final Kind kind;
    private final ServiceRun services;
    private final Hosts hosts;
    private final Tap inboxes;
    private final Starter starter;
    private final Tap ends;

    /** Told of each saga that ends. */
    interface Listener {
        void ended(int number);
    }

    private Stage(Ground ground, Map<String, Object> producers, Kind kind, ServiceRun services, Listener listener) {
        Topics topics = services.wire().topics();
        this.kind = kind;
        this.services = services;
        hosts = Hosts.echoing(producers, services.wire(), Kind.FAILS);
        inboxes = Tap.on(ground.bootstrapServers(), topics.deliveries, Kind::numberOf, hosts);
        starter = new Starter(producers, services.wire(), kind.definitionName(), topics.replies.name());
        ends = Tap.onReplies(
                ground.bootstrapServers(),
                topics.replies,
                kind.goodReply(),
                (number, record) -> listener.ended(number));
    }

    /**
     * @param producers how those who start sagas and those who work for them send
     */
    static Stage set(
            Ground ground, Map<String, Object> producers, String prefix, Kind kind, int agents, Listener listener)
            throws InterruptedException {
        ServiceRun services = ServiceRun.start(ground, prefix, List.of(RouterService::service, SagaService::service));
        try {
            Crew.publish(ground.bootstrapServers(), services.wire(), agents, Kind.capabilities());
            deploy(ground, services.wire(), kind.definition());
            return new Stage(ground, producers, kind, services, listener);
        } catch (RuntimeException e) {
            services.close();
            throw e;
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a definition that is missing is found out at once
    static void deploy(Ground ground, Wire wire, String source) {
        if (!(new Definitions().validate(source) instanceof Validation.Valid(var definition))) {
            throw new IllegalStateException("a definition of the bench is not valid");
        }
        Topic<SagaDefinition> topic = wire.topics().sagaDefinitions;
        String key = definition.name() + "@" + definition.version();
        SagaDefinition record = SagaDefinition.newBuilder()
                .setName(definition.name())
                .setVersion(definition.version())
                .setContentType("application/yaml")
                .setSource(source)
                .setHash(definition.hash())
                .setDeployedAtMs(System.currentTimeMillis())
                .build();
        try (KafkaProducer<byte[], byte[]> producer = Producers.open(Producers.prompt(ground.bootstrapServers()))) {
            producer.send(new ProducerRecord<>(
                    topic.name(),
                    key.getBytes(StandardCharsets.UTF_8),
                    wire.serde(topic).serializer().serialize(topic.name(), record)));
        }
    }

    Starter starter() {
        return starter;
    }

    /** How many sagas ended. */
    long ended() {
        inboxes.distinct(); // throws where the agents broke off
        return ends.distinct();
    }

    /** Sagas that were started and did not end, and steps that no agent was asked to do. */
    long lost() {
        return starter.sent() - ends.distinct() + starter.sent() * kind.deliveries() - inboxes.distinct();
    }

    /** Sagas that ended, and steps that agents were asked to do, more than once. */
    long doubled() {
        return ends.doubled() + inboxes.doubled();
    }

    ServiceRun services() {
        return services;
    }

    @Override
    public void close() {
        starter.close();
        inboxes.close();
        ends.close();
        hosts.close();
        services.close();
    }
}
