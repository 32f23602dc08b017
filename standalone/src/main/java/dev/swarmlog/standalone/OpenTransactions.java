package dev.swarmlog.standalone;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.FenceProducersOptions;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what services that were killed together with the broker left open, so that those that start now need not wait until
 * it is too old. A broker that starts may also lose the word that a transaction ended, for some of its partitions; the
 * offsets in there would stay undecided for ever, and no service get ready.
 */
final class OpenTransactions {
    private static final Logger LOG = LoggerFactory.getLogger(OpenTransactions.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** Every 50 ms a coordinator tells again whom it could not reach. */
    private static final Duration SILENCE = Duration.ofSeconds(2);

    private static final int LOOK_MS = 50;

    /** Those whose end is under way, or up to their owner. */
    private static final Set<TransactionState> UNENDED =
            Set.of(TransactionState.ONGOING, TransactionState.PREPARE_COMMIT, TransactionState.PREPARE_ABORT);

    private final Admin admin;
    private final List<String> applications;

    private OpenTransactions(Admin admin, List<String> applications) {
        this.admin = admin;
        this.applications = applications;
    }

    /**
     * Returns when nothing is open of what these services began, or after ten seconds.
     *
     * @param applications whose instances are all dead
     */
    static void end(String bootstrapServers, List<String> applications) {
        int patienceMs = (int) PATIENCE.toMillis();
        try (Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                patienceMs,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                patienceMs))) {
            new OpenTransactions(admin, applications).end();
        } catch (ExecutionException | KafkaException e) {
            LOG.warn("transactions of the life before stay open until they are too old", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void end() throws ExecutionException, InterruptedException {
        List<String> owned = unended().values().stream()
                .map(TransactionListing::transactionalId)
                .filter(this::isOwned)
                .toList();
        if (!owned.isEmpty()) {
            var options = new FenceProducersOptions().timeoutMs((int) PATIENCE.toMillis());
            admin.fenceProducers(owned, options).all().get();
        }
        long startNanos = System.nanoTime();
        int orphans = 0;
        for (long waited = 0; waited < PATIENCE.toNanos(); waited = System.nanoTime() - startNanos) {
            Found found = look(waited > SILENCE.toNanos());
            if (found.ending == 0 && found.orphans.isEmpty()) {
                break;
            }
            for (AbortTransactionSpec orphan : found.orphans) {
                orphans += isAborted(orphan) ? 1 : 0;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
        }
        if (!owned.isEmpty() || orphans > 0) {
            LOG.info("{} transactions of the life before were ended, and {} whose end was lost", owned.size(), orphans);
        }
    }

    /** False where its coordinator told of the end after all, a moment ago. */
    private boolean isAborted(AbortTransactionSpec orphan) throws ExecutionException, InterruptedException {
        try {
            admin.abortTransaction(orphan).all().get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InvalidProducerEpochException) {
                return false;
            }
            throw e;
        }
    }

    private boolean isOwned(String transactionalId) {
        return applications.stream().anyMatch(application -> transactionalId.startsWith(application + "-"));
    }

    /**
     * What is open in partitions.
     *
     * @param ending how many there are whose coordinator is about to tell
     * @param orphans of which nobody will tell
     */
    private record Found(int ending, List<AbortTransactionSpec> orphans) {}

    /**
     * @param late whether a coordinator that decided to abort would have told by now
     */
    private Found look(boolean late) throws ExecutionException, InterruptedException {
        int ending = 0;
        List<AbortTransactionSpec> orphans = new ArrayList<>();
        Map<TopicPartition, List<ProducerState>> open = open();
        Map<Long, TransactionListing> known = unended();
        // What ended meanwhile, or began, is no orphan.
        Map<TopicPartition, List<ProducerState>> still = open.isEmpty() ? open : open();
        for (var each : open.entrySet()) {
            for (ProducerState producer : each.getValue()) {
                TransactionListing listing = known.get(producer.producerId());
                if (listing == null || (late && listing.state() == TransactionState.PREPARE_ABORT)) {
                    if (still.getOrDefault(each.getKey(), List.of()).contains(producer)) {
                        orphans.add(abort(each.getKey(), producer));
                    }
                } else if (listing.state() != TransactionState.ONGOING || isOwned(listing.transactionalId())) {
                    ending++;
                }
            }
        }
        return new Found(ending, orphans);
    }

    private static AbortTransactionSpec abort(TopicPartition partition, ProducerState producer) {
        return new AbortTransactionSpec(
                partition,
                producer.producerId(),
                (short) producer.producerEpoch(),
                producer.coordinatorEpoch().orElse(0));
    }

    private Map<Long, TransactionListing> unended() throws ExecutionException, InterruptedException {
        Map<Long, TransactionListing> unended = new HashMap<>();
        for (TransactionListing each : admin.listTransactions().all().get()) {
            if (UNENDED.contains(each.state())) {
                unended.put(each.producerId(), each);
            }
        }
        return unended;
    }

    private Map<TopicPartition, List<ProducerState>> open() throws ExecutionException, InterruptedException {
        Set<String> topics = admin.listTopics(new ListTopicsOptions().listInternal(true))
                .names()
                .get();
        List<TopicPartition> partitions = new ArrayList<>();
        for (TopicDescription topic :
                admin.describeTopics(topics).allTopicNames().get().values()) {
            topic.partitions().forEach(at -> partitions.add(new TopicPartition(topic.name(), at.partition())));
        }
        Map<TopicPartition, List<ProducerState>> open = new HashMap<>();
        admin.describeProducers(partitions).all().get().forEach((partition, state) -> {
            List<ProducerState> producers = state.activeProducers().stream()
                    .filter(producer -> producer.currentTransactionStartOffset().isPresent())
                    .toList();
            if (!producers.isEmpty()) {
                open.put(partition, producers);
            }
        });
        return open;
    }
}
