package dev.swarmlog.agent.host;

import dev.swarmlog.agent.Agent;
import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.cluster.LogReader;
import dev.swarmlog.agent.cluster.LogWriter;
import dev.swarmlog.agent.core.Epochs;
import dev.swarmlog.agent.core.LiveHandlers;
import dev.swarmlog.schemas.Limits;
import dev.swarmlog.schemas.Topics;
import dev.swarmlog.schemas.wire.Wire;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings agents to life and keeps them so: one producer, one consumer and one timer for any number of them.
 *
 * <pre>{@code
 * try (AgentHost host = AgentHost.connect(config).add(agent).start()) {
 *     host.awaitClose();
 * }
 * }</pre>
 */
public final class AgentHost implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AgentHost.class);
    private static final Epochs EPOCHS = new Epochs();
    private static final long TICK_MS = 20;
    /** Far below what registries allow an epoch to be ahead of their clock. */
    private static final long EPOCH_MARGIN_MAX = 1_000;

    private final HostSettings settings;
    private final LogReader reader;
    private final LogWriter writer;
    private final Membership membership;
    private final Work work;
    private final Inbox inbox;
    private final RegistryNews news;
    private final String deliveries;
    private final Counts counts = new Counts();
    private final Map<String, HostedAgent> agents = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "swarmlog-host-timer");
        thread.setDaemon(true);
        return thread;
    });
    private boolean started;
    private boolean closing;

    AgentHost(Wire wire, LogReader reader, LogWriter writer, OpenTelemetry telemetry, HostSettings settings) {
        this.settings = settings;
        warnOfSlowBeats();
        this.reader = reader;
        this.writer = writer;
        Topics topics = wire.topics();
        this.deliveries = topics.deliveries.name();
        int partitions = reader.partitionsOf(deliveries);
        int partition = settings.inboxPartition() < 0
                ? ThreadLocalRandom.current().nextInt(partitions)
                : settings.inboxPartition();
        if (partition >= partitions) {
            throw new IllegalArgumentException("inboxPartition: 0 to " + (partitions - 1) + " is expected, since "
                    + topics.deliveries.name() + " has " + partitions + " partitions; found " + partition);
        }
        // Before any card is written: what the router sends to a card's inbox is behind this position.
        reader.readFromEnd(withAll(topics.agentEvents.name(), new TopicPartition(topics.deliveries.name(), partition)));
        Outcomes outcomes =
                new Outcomes(writer.to(topics.outcomes), reader.partitionsOf(topics.outcomes.name()), counts);
        this.work = new Work(
                outcomes, counts, new HandleSpans(telemetry), HandlerThreads.open(settings.threadsMax()), settings);
        this.inbox = new Inbox(
                agents, wire.serde(topics.deliveries).deserializer(), writer.to(topics.deadLetters), work, counts);
        this.news = new RegistryNews(
                agents, wire.serde(topics.agentEvents).deserializer(), new RegistryNews.Consequences() {
                    @Override
                    public void rejoin(HostedAgent hosted, long aboveEpoch) {
                        AgentHost.this.rejoin(hosted, aboveEpoch);
                    }

                    @Override
                    public void stop(HostedAgent hosted, long laterEpoch) {
                        AgentHost.this.overtaken(hosted, laterEpoch);
                    }
                });
        this.membership = new Membership(
                writer.to(topics.registrations), writer.to(topics.heartbeats), settings, partition, counts);
    }

    /** An installation may allow slower ones, so it is no mistake of itself. */
    private void warnOfSlowBeats() {
        if (settings.heartbeatInterval().toMillis() > Limits.HEARTBEAT_INTERVAL_MS_MAX) {
            LOG.warn(
                    "heartbeatInterval {} is above {} ms: registries refuse it unless their"
                            + " SWARMLOG_REGISTRY_HEARTBEAT_MS_MAX was raised",
                    settings.heartbeatInterval(),
                    Limits.HEARTBEAT_INTERVAL_MS_MAX);
        }
    }

    public static AgentHost connect(ClusterConfig config) {
        return connect(config, HostSettings.DEFAULT);
    }

    /** Connects; fails within seconds, and says why, when the cluster or the schema registry is not there. */
    public static AgentHost connect(ClusterConfig config, HostSettings settings) {
        LogReader reader = LogReader.open(config, "swarmlog-inbox");
        LogWriter writer = LogWriter.open(config, "swarmlog-host", settings.lingerMs());
        try {
            return new AgentHost(config.wire(), reader, writer, config.telemetry(), settings);
        } catch (RuntimeException e) {
            reader.close();
            writer.close(Duration.ZERO);
            throw e;
        }
    }

    /** Takes in agents; they join when the host starts, or at once when it has started. */
    public synchronized AgentHost add(Agent... some) {
        return add(List.of(some));
    }

    public synchronized AgentHost add(Iterable<Agent> some) {
        for (Agent agent : some) {
            long nowMs = System.currentTimeMillis();
            HostedAgent hosted = new HostedAgent(agent, EPOCHS.next(nowMs));
            if (agents.putIfAbsent(agent.id(), hosted) != null) {
                throw new IllegalArgumentException("agent " + agent.id() + " is at this host already");
            }
            if (started) {
                membership.join(hosted, nowMs);
            }
        }
        return this;
    }

    /** Lets one agent leave; work that it has begun still ends and is told. */
    public synchronized boolean remove(String agentId) {
        HostedAgent hosted = agents.remove(agentId);
        if (hosted == null) {
            return false;
        }
        if (started && !closing) {
            membership.leave(hosted, System.currentTimeMillis());
        }
        work.dismiss(hosted.agent);
        return true;
    }

    /**
     * Lets agents leave as a closing host does: they take nothing more on, what they do ends within the drain timeout, and
     * only then the registry hears of it, so that nobody does it again.
     */
    public void retire(Collection<String> agentIds) throws InterruptedException {
        Set<HostedAgent> leaving = new HashSet<>();
        for (String agentId : agentIds) {
            HostedAgent hosted = agents.get(agentId);
            if (hosted != null) {
                hosted.beginLeaving();
                leaving.add(hosted);
            }
        }
        long endNanos = System.nanoTime() + settings.drainTimeout().toNanos();
        do {
            // Also before the first look: the reading thread may be about to take one on.
            TimeUnit.MILLISECONDS.sleep(leaving.isEmpty() ? 0 : TICK_MS);
        } while (work.isBusyFor(leaving) && System.nanoTime() < endNanos);
        leaving.forEach(hosted -> remove(hosted.id()));
    }

    private synchronized void rejoin(HostedAgent refused, long aboveEpoch) {
        long nowMs = System.currentTimeMillis();
        // Two hosts that were refused alike must not meet again.
        long margin = ThreadLocalRandom.current().nextLong(1, EPOCH_MARGIN_MAX);
        HostedAgent again = refused.under(Math.max(nowMs, aboveEpoch + margin));
        if (!closing && agents.replace(refused.id(), refused, again)) {
            counts.rejoined.increment();
            LOG.atWarn()
                    .addKeyValue("agent.id", refused.id())
                    .log(
                            "agent {} joins again with epoch {}: the registry knows epoch {}, so {} was refused. Is"
                                    + " this machine's clock slow?",
                            refused.id(),
                            again.epoch,
                            aboveEpoch,
                            refused.epoch);
            membership.retire(refused);
            membership.join(again, nowMs);
        }
    }

    private synchronized void overtaken(HostedAgent hosted, long laterEpoch) {
        if (agents.remove(hosted.id(), hosted)) {
            counts.overtaken.increment();
            LOG.atWarn()
                    .addKeyValue("agent.id", hosted.id())
                    .log(
                            "agent {} stops here: its epoch {} was overtaken by {}, a later start of it elsewhere",
                            hosted.id(),
                            hosted.epoch,
                            laterEpoch);
            membership.retire(hosted);
        }
    }

    /** Registers all agents and begins to take deliveries; returns when the cluster has the registrations. */
    public synchronized AgentHost start() {
        if (started || closing) {
            throw new IllegalStateException("a host starts once");
        }
        started = true;
        reader.start(record -> (record.topic().equals(deliveries) ? inbox : news).take(record), true);
        long nowMs = System.currentTimeMillis();
        agents.values().forEach(agent -> membership.join(agent, nowMs));
        writer.flush();
        var ticking = timer.scheduleWithFixedDelay(this::tick, 0, TICK_MS, TimeUnit.MILLISECONDS);
        LOG.debug("{} agents have joined, ticking {}", agents.size(), !ticking.isDone());
        return this;
    }

    /** An exception would end the timer, and with it all our agents in the registry's eyes. */
    private void tick() {
        try {
            long nowMs = System.currentTimeMillis();
            work.tend(nowMs);
            membership.tick(nowMs);
        } catch (RuntimeException e) {
            LOG.error("the host's timer stumbled and goes on", e);
        }
    }

    public int size() {
        return agents.size();
    }

    public HostStats stats() {
        return counts.snapshot(work.running());
    }

    /** How often handlers of lazy agents were made, and how often one was there already. */
    public LiveHandlers.Activations activations() {
        return work.activations();
    }

    /** Returns when the host is closed, by whomever. */
    public void awaitClose() throws InterruptedException {
        closed.await();
    }

    /** Leaves gracefully: takes nothing more on, ends what runs, tells the registry, and writes all of it. */
    @Override
    public void close() {
        if (!beginClosing()) {
            return;
        }
        work.drain(started ? settings.drainTimeout().toMillis() : 0);
        stopTimer();
        if (started) {
            agents.values().forEach(agent -> membership.leave(agent, System.currentTimeMillis()));
        }
        writer.close();
        reader.close();
        closed.countDown();
    }

    /** Stops at once and says nothing to anybody, as a crash would; for rehearsals of one. */
    public void abort() {
        if (!beginClosing()) {
            return;
        }
        stopTimer();
        work.abandon();
        writer.close(Duration.ZERO);
        reader.close();
        closed.countDown();
    }

    private synchronized boolean beginClosing() {
        boolean first = !closing;
        closing = true;
        return first;
    }

    private List<TopicPartition> withAll(String topic, TopicPartition one) {
        List<TopicPartition> all = new ArrayList<>(List.of(one));
        for (int partition = 0; partition < reader.partitionsOf(topic); partition++) {
            all.add(new TopicPartition(topic, partition));
        }
        return all;
    }

    private void stopTimer() {
        timer.shutdownNow();
        try {
            if (!timer.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warn("the host's timer is still busy 5 s after it was told to stop");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
