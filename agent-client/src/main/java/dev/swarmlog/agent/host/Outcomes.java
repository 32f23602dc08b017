package dev.swarmlog.agent.host;

import dev.swarmlog.agent.Result;
import dev.swarmlog.agent.cluster.TopicWriter;
import dev.swarmlog.v1.Delivery;
import dev.swarmlog.v1.Outcome;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Says what became of deliveries, in the partition that each of them names. Thread-safe. */
final class Outcomes {
    private final TopicWriter<Outcome> writer;
    private final int partitions;
    private final Callback countingFailures;

    Outcomes(TopicWriter<Outcome> writer, int partitions, Counts counts) {
        this.writer = writer;
        this.partitions = partitions;
        this.countingFailures = counts.unwrittenOnFailure();
    }

    /**
     * An outcome that cannot be written is counted; the delivery's lease then runs out, and it comes again. Of a delivery
     * without a lease nobody wants to hear.
     */
    void send(Delivery delivery, Verdict verdict, @Nullable Headers headers) {
        if (delivery.getLeaseMs() <= 0) {
            return;
        }
        int asked = delivery.getOutcomePartition();
        Integer partition = asked >= 0 && asked < partitions ? asked : null;
        try {
            writer.send(partition, delivery.getMessageId(), outcome(delivery, verdict), headers, countingFailures);
        } catch (KafkaException | IllegalStateException e) {
            countingFailures.onCompletion(null, e);
        }
    }

    private static Outcome outcome(Delivery delivery, Verdict verdict) {
        Result result = verdict.result();
        return new Outcome(
                delivery.getDeliveryId(),
                delivery.getMessageId(),
                delivery.getAgentId(),
                delivery.getAgentEpoch(),
                delivery.getAttempt(),
                delivery.getFence(),
                verdict.status(),
                verdict.errorClass(),
                verdict.error(),
                verdict.retryAfterMs(),
                verdict.progress(),
                result.usage(),
                System.currentTimeMillis(),
                result.contentType(),
                result.bytes());
    }
}
