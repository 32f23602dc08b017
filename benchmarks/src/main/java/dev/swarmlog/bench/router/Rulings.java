package dev.swarmlog.bench.router;

import dev.swarmlog.bench.crew.Producers;
import dev.swarmlog.schemas.wire.Wire;
import dev.swarmlog.v1.RoutingRule;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Rules of which the last alone matches, so that all of them are asked; it asks for what the messages want anyway. */
final class Rulings {
    private Rulings() {}

    /** So many rules are in effect from now on. */
    @SuppressWarnings("FutureReturnValueIgnored") // closing the producer waits for them
    static void publish(String bootstrapServers, Wire wire, int rules) {
        var serializer = wire.serde(wire.topics().rules).serializer();
        String topic = wire.topics().rules.name();
        try (KafkaProducer<byte[], byte[]> producer = Producers.open(Producers.patient(bootstrapServers))) {
            for (int number = 1; number <= rules; number++) {
                RoutingRule rule = rule(number, number == rules);
                byte[] key = rule.getName().getBytes(StandardCharsets.UTF_8);
                producer.send(new ProducerRecord<>(topic, key, serializer.serialize(topic, rule)));
            }
        }
    }

    private static RoutingRule rule(int number, boolean matches) {
        String when = matches
                ? "type == '" + Submitter.TYPE + "'"
                : String.format(
                        Locale.ROOT, "type.startsWith('other.%d') && source != 'bench' && hops < %d", number, number);
        return RoutingRule.newBuilder()
                .setName(String.format(Locale.ROOT, "rule-%03d", number))
                .setOrder(number)
                .setWhen(when)
                .setCapability(Submitter.TYPE)
                .build();
    }
}
