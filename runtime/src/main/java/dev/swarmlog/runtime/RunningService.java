package dev.swarmlog.runtime;

import dev.swarmlog.runtime.http.Health;
import dev.swarmlog.runtime.poison.Blame;
import dev.swarmlog.runtime.poison.DeadLetters;
import dev.swarmlog.runtime.prompt.PromptClients;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.errors.InvalidSessionTimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One service as it runs: what its routes and whoever started it can ask it. While the world fails it builds its Streams
 * client anew, again and again; on a fault of our own it gives up for good.
 */
public final class RunningService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunningService.class);

    private final Service service;
    private final ServiceContext context;
    private final Properties properties;
    private final Backoff backoff = new Backoff();
    private final DeadLetters deadLetters;
    private final CompletableFuture<Void> running = new CompletableFuture<>();
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicBoolean rebuild = new AtomicBoolean();
    private final Counter repairs;
    private final @Nullable PromptClients clients;
    private volatile @Nullable KafkaStreams streams;
    private @Nullable KafkaStreamsMetrics metrics;

    RunningService(Service service, ServiceContext context) {
        this.service = service;
        this.context = context;
        this.repairs = context.meters().counter("swarmlog.repairs", "service", service.name());
        this.deadLetters =
                new DeadLetters(context.wire(), service.name(), context.meters(), () -> deadLetterProducer(context));
        this.properties = StreamsProperties.of(service, context.config(), deadLetters);
        this.clients = service.tuning().sendsPromptly() ? new PromptClients(service.name()) : null;
    }

    public String name() {
        return service.name();
    }

    public ServiceContext context() {
        return context;
    }

    /** Kafka Streams' client, to query stores; another one after a repair, so it is not to be kept. */
    public KafkaStreams streams() {
        KafkaStreams now = streams;
        if (now == null) {
            throw new IllegalStateException(name() + " has no stream yet");
        }
        return now;
    }

    /** Whether its stream runs now, which it does when all is read that it must know first; asking costs nothing. */
    public boolean isStreaming() {
        KafkaStreams now = streams;
        return now != null && now.state() == State.RUNNING;
    }

    public boolean isReady() {
        return health().ready();
    }

    public Health health() {
        Map<String, Object> detail = new LinkedHashMap<>();
        KafkaStreams now = streams;
        detail.put(
                "state",
                now == null
                        ? (running.isDone() ? "IDLE" : "STARTING")
                        : now.state().name());
        boolean works = now == null ? running.isDone() : now.state() == State.RUNNING;
        if (now != null) {
            long lag = Lag.of(now);
            detail.put("lag", lag);
            works &= lag <= context.config().instance().lagReadyMax();
        }
        Throwable why = failure.getNow(null);
        if (why != null) {
            detail.put("failure", why.toString());
        }
        return new Health(why == null, works && why == null && closing.getCount() > 0, detail);
    }

    /** Done when it works for the first time; failed when it never will. */
    CompletableFuture<Void> running() {
        return running;
    }

    /** Done when it has given up for good. */
    CompletableFuture<Throwable> failure() {
        return failure;
    }

    void start(int replicas) {
        properties.putAll(StreamsProperties.replicated(replicas));
        service.beforeStart().accept(context);
        Topology topology = service.topology().apply(context);
        if (isEmpty(topology)) {
            running.complete(null);
        } else {
            startOrRepair(topology);
            Thread.ofVirtual().name(name() + "-clock").start(this::watchClock);
        }
    }

    /** What was due by a clock that was set back would wait until it is there again; a new client has the new time. */
    private void watchClock() {
        ClockWatch watch = new ClockWatch(System::currentTimeMillis);
        while (pause(ClockWatch.LOOK_MS)) {
            if (watch.wasSetBack()) {
                LOG.warn("{} begins anew: the clock of this machine was set back", name());
                repair();
            }
        }
    }

    private void startOrRepair(Topology topology) {
        try {
            run(topology);
        } catch (RuntimeException e) {
            if (Blame.of(e) != Blame.WORLD) {
                throw e;
            }
            LOG.warn("{} cannot start yet: {}", name(), e.toString());
            repairAside();
        }
    }

    /** Finishes what is in hand, commits, and leaves; bounded by the configured time. */
    @Override
    public void close() {
        closing.countDown();
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        synchronized (this) {
            stopStreams(Duration.ofMillis(context.config().instance().stopTimeoutMs()));
        }
        if (clients != null) {
            clients.close();
        }
        service.onClose().run();
        deadLetters.close();
    }

    private synchronized void run(Topology topology) {
        KafkaStreams fresh = create(topology);
        try {
            fresh.start();
        } catch (ProcessorStateException e) {
            Path folder = StreamsProperties.stateDir(service, context.config());
            LOG.warn("{}: the local state in {} is broken; it is wiped and read again from the log", name(), folder, e);
            stopStreams(Duration.ZERO);
            StateFolder.wipe(folder);
            create(service.topology().apply(context)).start();
        }
    }

    private KafkaStreams create(Topology topology) {
        KafkaStreams fresh = claim(topology);
        fresh.setUncaughtExceptionHandler(this::remedy);
        fresh.setStateListener((to, from) -> changed(to));
        streams = fresh;
        metrics = new KafkaStreamsMetrics(fresh, Tags.of(Tag.of("service", name())));
        metrics.bindTo(context.meters());
        return fresh;
    }

    private KafkaStreams claim(Topology topology) {
        try {
            return clients == null
                    ? new KafkaStreams(topology, properties)
                    : new KafkaStreams(topology, properties, clients);
        } catch (StreamsException e) {
            if (Blame.of(e) == Blame.WORK && String.valueOf(e.getMessage()).contains("same state directory")) {
                throw new IllegalStateException(
                        "another process runs " + name() + " as instance '"
                                + context.config().instance().id()
                                + "' on this machine: give this one another SWARMLOG_INSTANCE_ID",
                        e);
            }
            throw e;
        }
    }

    private void stopStreams(Duration timeout) {
        if (streams != null) {
            boolean stopped = streams.close(CloseOptions.timeout(timeout));
            if (!stopped && !timeout.isZero()) {
                LOG.warn("{} did not finish its work within {}", name(), timeout);
            }
        }
        if (metrics != null) {
            metrics.close();
        }
    }

    private void changed(State to) {
        if (to == State.RUNNING) {
            LOG.info("{} is running", name());
            running.complete(null);
        } else if (to == State.ERROR && rebuild.compareAndSet(true, false)) {
            repairAside();
        }
    }

    private void repairAside() {
        Thread.ofVirtual().name(name() + "-repair").start(this::repair);
    }

    /**
     * Called on a thread that is about to die. Kafka Streams could replace it, but the new thread would be another
     * static member, and its tasks would stand still until the session of the dead one runs out; a client that is built
     * anew takes the place of the old one at once.
     */
    private StreamThreadExceptionResponse remedy(Throwable why) {
        if (isRefusedSession(why) && (rebuild.get() || StreamsProperties.relaxSession(properties))) {
            LOG.warn(
                    "{}: these brokers grant no session of {} ms (their group.min.session.timeout.ms is higher); it goes on with"
                            + " Kafka's usual minimum, and whoever takes over for a dead instance does so later",
                    name(),
                    context.config().instance().sessionMs());
            rebuild.set(true);
        } else if (Blame.of(why) == Blame.WORLD) {
            LOG.warn("{} is to be repaired: {}", name(), String.valueOf(why.getCause() == null ? why : why.getCause()));
            rebuild.set(true);
        } else {
            giveUp(why);
        }
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    private static boolean isRefusedSession(Throwable why) {
        for (Throwable cause = why; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidSessionTimeoutException) {
                return true;
            }
        }
        return false;
    }

    private void repair() {
        while (pause(backoff.nextPauseMs(System.nanoTime()))) {
            repairs.increment();
            try {
                restart();
                return;
            } catch (RuntimeException e) {
                if (Blame.of(e) != Blame.WORLD) {
                    giveUp(e);
                    return;
                }
                LOG.warn("{} cannot be repaired yet: {}", name(), e.toString());
            }
        }
    }

    private synchronized void restart() {
        if (closing.getCount() > 0) {
            stopStreams(Duration.ofMillis(context.config().instance().stopTimeoutMs()));
            run(service.topology().apply(context));
        }
    }

    private void giveUp(Throwable why) {
        LOG.error("{} stops for good{}", name(), Blame.of(why) == Blame.OPERATOR ? "; somebody must help" : "", why);
        running.completeExceptionally(why);
        failure.complete(why);
    }

    /** False when it is closing and no more is to be done. */
    private boolean pause(long millis) {
        try {
            return !closing.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Producer<byte[], byte[]> deadLetterProducer(ServiceContext context) {
        var cluster = context.config().cluster();
        Map<String, Object> producer = new HashMap<>(cluster.kafka());
        producer.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, cluster.bootstrapServers());
        return new KafkaProducer<>(producer, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static boolean isEmpty(Topology topology) {
        var description = topology.describe();
        return description.subtopologies().isEmpty()
                && description.globalStores().isEmpty();
    }
}
