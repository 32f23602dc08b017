package dev.swarmlog.agent.host;

import dev.swarmlog.agent.cluster.LogReader;
import dev.swarmlog.v1.AgentEvent;
import dev.swarmlog.v1.AgentEventType;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears what the registry says of our agents on agents.events, for the reading thread alone. That topic and not
 * agents.status: it is silent while nothing happens to anybody, where a status follows every move of a load. So a host
 * of ten thousand agents reads it with the consumer of its inbox, and decodes only what bears the name of one of them.
 */
final class RegistryNews implements LogReader.Sink {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryNews.class);

    private final Map<String, HostedAgent> agents;
    private final Deserializer<AgentEvent> deserializer;
    private final Consequences consequences;

    /** What a host does about the news. */
    interface Consequences {
        void rejoin(HostedAgent hosted, long aboveEpoch);

        void stop(HostedAgent hosted, long laterEpoch);
    }

    RegistryNews(Map<String, HostedAgent> agents, Deserializer<AgentEvent> deserializer, Consequences consequences) {
        this.agents = agents;
        this.deserializer = deserializer;
        this.consequences = consequences;
    }

    @Override
    public void take(ConsumerRecord<String, byte[]> record) {
        HostedAgent hosted = record.key() == null ? null : agents.get(record.key());
        AgentEvent event = hosted == null ? null : decoded(record);
        if (hosted == null || event == null) {
            return;
        }
        boolean isRefusal = event.getType() == AgentEventType.REJECTED;
        switch (hosted.standing.hear(isRefusal, event.getEpoch(), event.getReason())) {
            case NOTHING -> {}
            case INTRODUCE -> hosted.cardDueAt(0);
            case REJOIN -> consequences.rejoin(hosted, event.getEpoch());
            case STOP -> consequences.stop(hosted, event.getEpoch());
            case COMPLAIN ->
                LOG.atWarn()
                        .addKeyValue("agent.id", hosted.id())
                        .log("the registry refused a card or a beat of agent {}: {}", hosted.id(), event.getReason());
        }
    }

    /** News that cannot be read is none: it must not hold up the work that comes by the same reader. */
    private @Nullable AgentEvent decoded(ConsumerRecord<String, byte[]> record) {
        try {
            return deserializer.deserialize(record.topic(), record.value());
        } catch (SerializationException e) {
            LOG.atWarn()
                    .addKeyValue("agent.id", record.key())
                    .log("cannot read {}-{} offset {}: {}", record.topic(), record.partition(), record.offset(), e);
            return null;
        }
    }
}
