package dev.swarmlog.simulator;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.cluster.LogReader;
import dev.swarmlog.agent.cluster.LogWriter;
import dev.swarmlog.agent.cluster.TopicWriter;
import dev.swarmlog.schemas.wire.Wire;
import dev.swarmlog.simulator.core.Scenario;
import dev.swarmlog.simulator.core.timing.Arrivals;
import dev.swarmlog.v1.Gather;
import dev.swarmlog.v1.Message;
import dev.swarmlog.v1.Priority;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.Routing;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToIntFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Submits messages when they are due, whether or not earlier ones are answered, and hears the answers. Latency counts from
 * the moment at which a message was due: when the platform or this generator falls behind, the figures say so.
 *
 * <p>One thread submits, one hears. Nothing is remembered of a message but what the ledger knows.
 */
final class Customers implements AutoCloseable {
    /** Who comes more often than this is waited for in company: to wake for each would cost more than to submit it. */
    private static final long COMPANY_NANOS = 250_000;

    private static final long LOOK_NANOS = 1_000_000;
    private static final Routing ANYBODY = new Routing("", "", "", List.of(), "", "", "", true);
    private static final Gather ONE = new Gather("", 0, 0, "", 0);

    private final Scenario scenario;
    private final Crew.Context context;
    private final Latencies latencies;
    private final Latencies eachSecond;
    private final ToIntFunction<String> agents;
    private final LogReader reader;
    private final LogWriter writer;
    private final TopicWriter<Message> submitted;
    private final Deserializer<Reply> deserializer;
    private final String replyTopic;
    private final int replyPartition;
    private final Arrivals.Clockwork clockwork;
    private final Queue<Long> askAgainNanos = new ConcurrentLinkedQueue<>();
    private final LongAdder undecodable = new LongAdder();
    private final Thread thread;
    private volatile boolean running = true;
    private volatile long startNanos;

    /** How long answers took: over the whole run as people look on, and second by second for the report. */
    record Measures(Latencies whole, Latencies eachSecond) {}

    Customers(
            ClusterConfig cluster,
            Scenario scenario,
            Crew.Context context,
            Measures measures,
            ToIntFunction<String> agents) {
        this.scenario = scenario;
        this.context = context;
        this.latencies = measures.whole;
        this.eachSecond = measures.eachSecond;
        this.agents = agents;
        this.clockwork = scenario.clockwork();
        Wire wire = cluster.wire();
        this.replyTopic = wire.topics().replies.name();
        this.deserializer = wire.serde(wire.topics().replies).deserializer();
        this.reader = LogReader.open(cluster, "swarmlog-customers-replies");
        this.writer = LogWriter.open(
                cluster,
                "swarmlog-customers",
                Linger.msOfMessages(scenario.load().arrivals()));
        try {
            this.submitted = writer.to(wire.topics().submitted);
            this.replyPartition = ThreadLocalRandom.current().nextInt(reader.partitionsOf(replyTopic));
            reader.readFromEnd(List.of(new TopicPartition(replyTopic, replyPartition)));
        } catch (RuntimeException e) {
            reader.close();
            writer.close();
            throw e;
        }
        reader.start(this::take, false);
        this.thread = Thread.ofPlatform().name("swarmlog-customers").daemon().unstarted(this::ask);
    }

    /** The first message is due now. */
    void start() {
        startNanos = System.nanoTime();
        thread.start();
    }

    /** Whether all messages of the run were submitted. */
    boolean areThrough() {
        return thread.getState() == Thread.State.TERMINATED;
    }

    /** How long it is since the first message was due. */
    long sinceStartNanos() {
        return System.nanoTime() - startNanos;
    }

    long undecodable() {
        return undecodable.sum();
    }

    private void ask() {
        long lastNanos = scenario.lastsMs() * 1_000_000;
        long nextNanos = clockwork.next();
        while (running) {
            Long again = nextNanos == Long.MAX_VALUE ? askAgainNanos.peek() : null;
            long dueNanos = again == null ? nextNanos : again;
            long nowNanos = sinceStartNanos();
            if (Math.min(dueNanos, nowNanos) >= lastNanos) {
                return;
            }
            if (dueNanos > nowNanos) {
                LockSupport.parkNanos(Math.clamp(dueNanos - nowNanos, COMPANY_NANOS, LOOK_NANOS));
                continue;
            }
            submit(dueNanos);
            if (again == null) {
                nextNanos = clockwork.next();
            } else {
                askAgainNanos.remove();
            }
        }
    }

    private void submit(long dueNanos) {
        long number = context.ledger().open(dueNanos);
        Message message = message(number);
        try {
            submitted.send(message.getMessageId(), message, (metadata, failure) -> {
                if (failure != null) {
                    context.ledger().refused(number);
                }
            });
        } catch (KafkaException | IllegalStateException e) {
            context.ledger().refused(number);
        }
    }

    private Message message(long number) {
        long nowMs = System.currentTimeMillis();
        return new Message(
                context.ids().id(number),
                context.questions().skill(number).capability(),
                scenario.name(),
                Map.of(),
                ANYBODY,
                Priority.NORMAL,
                nowMs,
                nowMs + scenario.load().timeoutMs(),
                replyTopic,
                replyPartition,
                "",
                "",
                0,
                0,
                "application/json",
                ByteBuffer.wrap(context.questions().payload(number)),
                ONE,
                "");
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        long number = record.key() == null ? -1 : context.ids().number(record.key());
        if (number < 0 || !context.ledger().knows(number)) {
            return;
        }
        Reply reply;
        try {
            reply = deserializer.deserialize(record.topic(), record.value());
        } catch (SerializationException e) {
            LogReader.rethrowIfTransient(e);
            undecodable.increment();
            return;
        }
        if (reply == null) {
            return;
        }
        int agent = agents.applyAsInt(reply.getAgentId());
        if (context.ledger().ended(number, context.questions().judge(number, reply), agent, reply.getAttempts())) {
            long nowNanos = sinceStartNanos();
            long nanos = nowNanos - context.ledger().dueNanos(number);
            latencies.record(nanos);
            eachSecond.record(nanos);
            if (scenario.load().arrivals() instanceof Arrivals.Closed closed) {
                askAgainNanos.add(nowNanos + (long) (closed.thinkMs() * 1_000_000));
            }
        }
    }

    /** No further message is submitted after this; answers are still heard. */
    void stop() {
        running = false;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop();
        writer.close();
        reader.close();
    }
}
