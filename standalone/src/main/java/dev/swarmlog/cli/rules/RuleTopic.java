package dev.swarmlog.cli.rules;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.cluster.LogReader;
import dev.swarmlog.agent.cluster.LogWriter;
import dev.swarmlog.agent.cluster.TopicWriter;
import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.schemas.Topic;
import dev.swarmlog.v1.RoutingRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/** routing.rules of an installation, to be read and written. */
public final class RuleTopic {
    private static final int SECONDS_MAX = 9;

    private final ClusterConfig config;
    private final Topic<RoutingRule> topic;

    public RuleTopic(ClusterConfig config) {
        this.config = config;
        this.topic = config.wire().topics().rules;
    }

    /** All that stands there now, by key. */
    public SortedMap<String, RoutingRule> read() {
        SortedMap<String, RoutingRule> rules = new TreeMap<>();
        try (LogReader reader = LogReader.open(config, "swarmlog-rules");
                Deserializer<RoutingRule> values = config.wire().serde(topic).deserializer()) {
            reader.readFromBeginning(IntStream.range(0, reader.partitionsOf(topic.name()))
                    .mapToObj(partition -> new TopicPartition(topic.name(), partition))
                    .toList());
            reader.start(record -> take(rules, record.key(), record.value(), values), false);
            reader.caughtUp().get(SECONDS_MAX, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw Failure.cannotReach(topic.name() + " could not be read to its end in time", e);
        } catch (ExecutionException e) {
            throw Failure.because(topic.name() + " could not be read: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.because("interrupted while reading " + topic.name(), e);
        }
        return rules;
    }

    /** Returns when all of it is in the log for good. */
    public void write(Collection<RoutingRule> changed, Collection<String> removed) {
        List<CompletableFuture<Void>> written = new ArrayList<>();
        try (LogWriter log = LogWriter.open(config, "swarmlog-rules", 0)) {
            TopicWriter<RoutingRule> writer = log.to(topic);
            changed.forEach(rule -> writer.send(rule.getName(), rule, next(written)));
            removed.forEach(name -> writer.remove(name, next(written)));
            for (CompletableFuture<Void> each : written) {
                each.get(SECONDS_MAX, TimeUnit.SECONDS);
            }
        } catch (TimeoutException e) {
            throw Failure.cannotReach(topic.name() + " could not be written in time", e);
        } catch (ExecutionException e) {
            throw Failure.because(topic.name() + " could not be written: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.because("interrupted while writing " + topic.name(), e);
        }
    }

    private static Callback next(List<CompletableFuture<Void>> written) {
        CompletableFuture<Void> result = new CompletableFuture<>();
        written.add(result);
        return (metadata, problem) -> {
            if (problem == null) {
                result.complete(null);
            } else {
                result.completeExceptionally(problem);
            }
        };
    }

    /** What is no rule to a router either is passed over, as it does. */
    private static void take(
            SortedMap<String, RoutingRule> rules, String key, byte[] value, Deserializer<RoutingRule> values) {
        if (key == null) {
            return;
        }
        if (value == null) {
            rules.remove(key);
            return;
        }
        try {
            rules.put(key, values.deserialize("", value));
        } catch (SerializationException e) {
            // a router passes it over, too, and keeps what it had
            return;
        }
    }
}
