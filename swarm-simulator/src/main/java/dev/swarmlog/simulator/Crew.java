package dev.swarmlog.simulator;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.cluster.LogReader;
import dev.swarmlog.agent.core.Epochs;
import dev.swarmlog.schemas.Canary;
import dev.swarmlog.schemas.Topic;
import dev.swarmlog.schemas.wire.Wire;
import dev.swarmlog.simulator.core.Scenario;
import dev.swarmlog.simulator.core.Sightings;
import dev.swarmlog.simulator.core.faults.Saboteur;
import dev.swarmlog.simulator.core.faults.Script;
import dev.swarmlog.simulator.core.faults.Strike;
import dev.swarmlog.simulator.core.ledger.Ledger;
import dev.swarmlog.simulator.core.swarm.Member;
import dev.swarmlog.simulator.core.swarm.Swarm;
import dev.swarmlog.simulator.core.world.Task;
import dev.swarmlog.simulator.core.world.World;
import dev.swarmlog.v1.Delivery;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * The simulated agents on Kafka, however many: one thread reads all inboxes and one lets time pass, and whichever of them
 * holds the lock is who the world belongs to. What agents say goes out by one producer.
 */
final class Crew implements Saboteur, AutoCloseable {
    private static final long NAP_NANOS_MAX = 1_000_000;
    private static final long NAP_NANOS_MIN = 200_000;

    /** Who is away for longer has been silent, whatever its agents' rhythm is. */
    private static final long STANDSTILL_NANOS = 500_000_000;

    /** For so long after its deadline a delivery may still come. */
    private static final long ON_ITS_WAY_NANOS = 60_000_000_000L;

    private final Scenario scenario;
    private final Context context;
    private final Script script;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final World<Delivery> world;
    private final Words words;
    private final @Nullable LogReader inbox;
    private final Deserializer<Delivery> deserializer;
    private final Epochs epochs = new Epochs();
    private final int[] troubles;
    private final LongAdder undecodable = new LongAdder();
    private final Thread thread;
    private final Object lock = new Object();
    private int troubled;
    private long standstillNanos;
    private long beganNanos;
    private boolean closed;

    /** What the parts of one run share. */
    record Context(RunIds ids, Questions questions, Ledger ledger, Sightings sightings) {}

    Crew(ClusterConfig cluster, Scenario scenario, Context context) {
        this.scenario = scenario;
        this.context = context;
        this.script = Script.of(scenario.faults(), scenario.members(), scenario.seed());
        this.troubles = new int[scenario.agents()];
        scenario.members().forEach(member -> numbers.put(member.id(), member.number()));
        Wire wire = cluster.wire();
        this.deserializer = wire.serde(wire.topics().deliveries).deserializer();
        this.words = new Words(cluster, scenario, context);
        Swarm swarm = scenario.swarm();
        this.world = new World<>(
                scenario.agents(),
                new World.Habits(
                        swarm.concurrency(), swarm.queueMax(), swarm.heartbeatMs() * 1_000_000, memoryNanos(scenario)),
                scenario.random("beats"),
                words);
        this.inbox = scenario.agents() == 0 ? null : open(cluster, wire.topics().deliveries);
        this.thread = Thread.ofPlatform().name("swarmlog-crew").daemon().start(this::live);
    }

    /** Nobody is asked again for what is over. */
    private static long memoryNanos(Scenario scenario) {
        return scenario.load().timeoutMs() * 1_000_000 + ON_ITS_WAY_NANOS;
    }

    private LogReader open(ClusterConfig cluster, Topic<Delivery> topic) {
        LogReader reader = LogReader.open(cluster, "swarmlog-crew-inbox");
        try {
            int partitions = reader.partitionsOf(topic.name());
            words.inboxes(partitions);
            reader.readFromEnd(IntStream.range(0, partitions)
                    .mapToObj(partition -> new TopicPartition(topic.name(), partition))
                    .toList());
        } catch (RuntimeException e) {
            reader.close();
            words.close();
            throw e;
        }
        reader.start(this::take, false);
        return reader;
    }

    /** The agent's number; negative where it is none of ours. */
    int numberOf(String agentId) {
        return numbers.getOrDefault(agentId, -1);
    }

    Member member(int agent) {
        return words.member(agent);
    }

    List<Strike> strikes() {
        return script.strikes();
    }

    /** Lets the next so many join; how many there are now. */
    int join(int more) {
        synchronized (lock) {
            int until = Math.min(world.size(), world.there() + more);
            for (int agent = world.there(); agent < until; agent++) {
                world.join(agent, epochs.next(System.currentTimeMillis()), System.nanoTime());
            }
            return world.there();
        }
    }

    /** The script of faults begins now. */
    void begin() {
        synchronized (lock) {
            beganNanos = System.nanoTime();
        }
    }

    /** Nothing goes wrong any more. */
    void recover() {
        synchronized (lock) {
            script.end(this);
        }
    }

    /** How many agents something is wrong with. */
    int troubled() {
        synchronized (lock) {
            return troubled;
        }
    }

    /** For how long this process stood still, in all. */
    long standstillMs() {
        synchronized (lock) {
            return standstillNanos / 1_000_000;
        }
    }

    long undecodable() {
        return undecodable.sum();
    }

    long unwritten() {
        return words.unwritten();
    }

    /** Who did most, the first most of all. */
    List<Snapshot.Work> busiest(int atMost) {
        PriorityQueue<Snapshot.Work> best = new PriorityQueue<>(Comparator.comparingLong(Snapshot.Work::done)
                .thenComparing(Snapshot.Work::agentId, Comparator.reverseOrder()));
        for (int agent = 0; agent < scenario.agents(); agent++) {
            long done = words.done(agent);
            Snapshot.Work least = best.peek();
            if (done > 0 && (best.size() < atMost || least == null || done > least.done())) {
                Member member = words.member(agent);
                best.add(new Snapshot.Work(member.id(), member.skill().capability(), done));
                if (best.size() > atMost) {
                    best.remove();
                }
            }
        }
        return best.stream().sorted(best.comparator().reversed()).toList();
    }

    private void live() {
        long lastNanos = System.nanoTime();
        while (true) {
            long napNanos;
            synchronized (lock) {
                if (closed) {
                    return;
                }
                long nowNanos = System.nanoTime();
                if (nowNanos - lastNanos > STANDSTILL_NANOS) {
                    standstillNanos += nowNanos - lastNanos;
                    world.stoodStill(nowNanos);
                }
                lastNanos = nowNanos;
                if (beganNanos != 0) {
                    script.advance((nowNanos - beganNanos) / 1_000_000, this);
                }
                world.advance(nowNanos);
                napNanos = Math.clamp(world.nextNanos() - nowNanos, NAP_NANOS_MIN, NAP_NANOS_MAX);
            }
            LockSupport.parkNanos(napNanos);
        }
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        Integer agent = record.key() == null ? null : numbers.get(record.key());
        if (agent == null) {
            return;
        }
        Delivery delivery;
        try {
            delivery = deserializer.deserialize(record.topic(), record.value());
        } catch (SerializationException e) {
            LogReader.rethrowIfTransient(e);
            undecodable.increment();
            return;
        }
        // Who can neither stop nor tell goes on, and answers when it is done (docs/protocol.md).
        if (delivery == null || !delivery.getWithdrawal().isEmpty()) {
            return;
        }
        long number = context.ids.number(delivery.getMessageId());
        if (number >= 0 && context.ledger.knows(number)) {
            context.ledger.assigned(number, agent, (int) delivery.getFence());
        }
        Task<Delivery> task = task(delivery, number);
        synchronized (lock) {
            long nowNanos = System.nanoTime();
            world.deliver(agent, task, nowNanos);
            world.advance(nowNanos);
        }
    }

    private Task<Delivery> task(Delivery delivery, long number) {
        double ms = 0;
        Task.Sort sort = Task.Sort.CANARY;
        if (!Canary.TYPE.equals(delivery.getType())) {
            // What happens to a delivery follows from the seed and its id, in whichever order they come.
            RandomGenerator random = new SplittableRandom(
                    scenario.seed() * 31 + delivery.getDeliveryId().hashCode());
            double recordedMs = context.questions.recordedMs(number);
            ms = recordedMs >= 0 ? recordedMs : scenario.work().time().next(random);
            sort = random.nextDouble() < scenario.work().failureShare() ? Task.Sort.DOOMED : Task.Sort.WORK;
        }
        return new Task<>(
                delivery.getDeliveryId(), delivery.getAgentEpoch(), delivery.getLeaseMs(), ms, sort, delivery);
    }

    @Override
    public void strikes(Strike strike) {
        context.sightings.struck(strike, System.currentTimeMillis());
        for (int agent : strike.agents()) {
            world.ail(agent, strike.fault().kind().ailment(), strike.fault().factor());
            troubled += troubles[agent]++ == 0 ? 1 : 0;
        }
    }

    @Override
    public void relents(Strike strike) {
        for (int agent : strike.agents()) {
            long epoch = epochs.next(System.currentTimeMillis());
            world.heal(agent, strike.fault().kind().ailment(), epoch, System.nanoTime());
            troubled -= --troubles[agent] == 0 ? 1 : 0;
        }
    }

    /** All leave as they should. */
    @Override
    public void close() {
        synchronized (lock) {
            if (closed) {
                return;
            }
            closed = true;
            script.end(this);
            IntStream.range(0, world.size()).forEach(world::leave);
        }
        LockSupport.unpark(thread);
        if (inbox != null) {
            inbox.close();
        }
        words.close();
    }
}
