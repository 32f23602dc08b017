package dev.swarmlog.bench.scale;

import dev.swarmlog.bench.Load;
import dev.swarmlog.bench.Pauses;
import dev.swarmlog.bench.crew.Crew;
import dev.swarmlog.bench.crew.Hosts;
import dev.swarmlog.bench.crew.Numbers;
import dev.swarmlog.bench.crew.Producers;
import dev.swarmlog.bench.crew.Tap;
import dev.swarmlog.bench.router.Submitter;
import dev.swarmlog.schemas.Topics;
import dev.swarmlog.schemas.wire.HttpSchemaRegistry;
import dev.swarmlog.schemas.wire.Wire;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Messages that go the whole way: submitted, delivered under a lease, completed by a host, replied and read. */
final class MessagePrice implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Installation installation;
    private final ScalePlan plan;
    private final Wire wire;
    private final Submitter submitter;
    private final Hosts hosts;
    private final Tap inboxes;
    private final Tap replies;

    MessagePrice(Installation installation, int partitions, ScalePlan plan) {
        this.installation = installation;
        this.plan = plan;
        String servers = installation.ground().bootstrapServers();
        Topics topics = new Topics(Installation.MESSAGES, partitions);
        wire = new Wire(topics, HttpSchemaRegistry.at(installation.ground().schemaRegistryUrl(), ""));
        Map<String, Object> producers = Producers.usual(servers);
        submitter = Submitter.tracked(producers, wire);
        hosts = Hosts.answering(producers, wire);
        inboxes = Tap.on(servers, topics.deliveries, hosts);
        replies = Tap.onReplies(servers, topics.replies, Numbers.COMPLETED, (number, record) -> {});
    }

    /** So many agents are there from soon on. */
    void prepare(int agents) {
        Crew.publish(installation.ground().bootstrapServers(), wire, agents, Submitter.TYPE);
    }

    void warmUp() throws InterruptedException {
        TimeUnit.SECONDS.sleep(plan.settlingSeconds()); // until the router has read who is there
        try (Load load = Load.offering(submitter, plan.load().messagesPerSecond())) {
            TimeUnit.SECONDS.sleep(plan.warmUpSeconds());
            load.sent();
        }
        drain();
    }

    ScaleRow.Price measure() throws InterruptedException {
        ScaleRow.Price price;
        try (Load load = Load.offering(submitter, plan.load().messagesPerSecond())) {
            TimeUnit.SECONDS.sleep(plan.settlingSeconds());
            ProcessCpu before = ProcessCpu.of(installation.processes());
            long doneBefore = replies.distinct();
            TimeUnit.SECONDS.sleep(plan.seconds());
            ProcessCpu after = ProcessCpu.of(installation.processes());
            long done = replies.distinct() - doneBefore;
            Map<String, Double> micros = after.microsSince(before, (double) Math.max(1, done));
            micros.keySet().retainAll(List.of("broker", "router", ProcessCpu.LOAD));
            price = new ScaleRow.Price(
                    done / after.secondsSince(before), micros, load.sentInAll() - replies.distinct());
        }
        drain();
        if (inboxes.doubled() + replies.doubled() > 0) {
            throw new IllegalStateException("messages were delivered or answered twice");
        }
        return price;
    }

    private void drain() throws InterruptedException {
        Pauses.until("all messages are answered", PATIENCE, () -> replies.distinct() == submitter.sent());
    }

    @Override
    public void close() {
        submitter.close();
        inboxes.close();
        replies.close();
        hosts.close();
    }
}
