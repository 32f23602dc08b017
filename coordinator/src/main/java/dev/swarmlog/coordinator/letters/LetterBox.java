package dev.swarmlog.coordinator.letters;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.cluster.ClusterException;
import dev.swarmlog.agent.cluster.LogReader;
import dev.swarmlog.schemas.Topic;
import dev.swarmlog.schemas.Topics;
import dev.swarmlog.v1.DeadLetter;
import dev.swarmlog.v1.Message;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/** All dead letters that there are when it is asked. */
public final class LetterBox {
    private static final long READING_SECONDS_MAX = 60;
    private static final Comparator<Letter> BY_TIME = Comparator.comparingLong(
                    (Letter letter) -> letter.wire().getAtMs())
            .thenComparingInt(Letter::partition)
            .thenComparingLong(Letter::offset);

    private final ClusterConfig config;

    public LetterBox(ClusterConfig config) {
        this.config = config;
    }

    /** Shows each letter, those of one partition in their order. What is no dead letter is passed over. */
    public void read(Consumer<Letter> each) {
        Topics topics = config.wire().topics();
        Topic<DeadLetter> topic = topics.deadLetters;
        try (LogReader reader = LogReader.open(config, "swarmlog-dead-letters");
                Deserializer<DeadLetter> letters = config.wire().serde(topic).deserializer();
                Deserializer<Message> messages =
                        config.wire().serde(topics.submitted).deserializer()) {
            reader.readFromBeginning(IntStream.range(0, reader.partitionsOf(topic.name()))
                    .mapToObj(partition -> new TopicPartition(topic.name(), partition))
                    .toList());
            reader.start(record -> show(record, letters, messages, each), false);
            reader.caughtUp().get(READING_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new ClusterException(topic.name() + " could not be read to its end in time", e);
        } catch (ExecutionException e) {
            throw new ClusterException(topic.name() + " could not be read: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException("interrupted while reading " + topic.name(), e);
        }
    }

    /** The newest of a message or of a place; empty for none. */
    public Optional<Letter> newest(String idOrPlace) {
        List<Letter> found = new ArrayList<>();
        read(letter -> {
            if (letter.isCalled(idOrPlace)) {
                found.add(letter);
            }
        });
        return found.stream().max(BY_TIME);
    }

    /** The newest so many of those that are wanted, the newest last. */
    public List<Letter> newest(Predicate<Letter> wanted, int limit) {
        PriorityQueue<Letter> newest = new PriorityQueue<>(BY_TIME);
        read(letter -> {
            if (wanted.test(letter)) {
                newest.add(letter);
                if (newest.size() > limit) {
                    newest.remove();
                }
            }
        });
        return newest.stream().sorted(BY_TIME).toList();
    }

    private void show(
            ConsumerRecord<String, byte[]> record,
            Deserializer<DeadLetter> letters,
            Deserializer<Message> messages,
            Consumer<Letter> each) {
        DeadLetter wire;
        try {
            wire = letters.deserialize(record.topic(), record.value());
        } catch (SerializationException e) {
            LogReader.rethrowIfTransient(e);
            return;
        }
        if (wire != null) {
            String submitted = config.wire().topics().submitted.name();
            each.accept(Letter.of(wire, record.partition(), record.offset(), messages, submitted));
        }
    }
}
