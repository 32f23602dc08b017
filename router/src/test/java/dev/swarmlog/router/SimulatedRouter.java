package dev.swarmlog.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.agent.core.MessageIds;
import dev.swarmlog.agent.discovery.AgentIndex;
import dev.swarmlog.router.SimulatedInput.Position;
import dev.swarmlog.router.core.Answer;
import dev.swarmlog.router.core.Effect;
import dev.swarmlog.router.core.balance.AgentLoad;
import dev.swarmlog.router.core.balance.AgentLoads;
import dev.swarmlog.router.core.balance.Seat;
import dev.swarmlog.router.core.balance.SharedLoads;
import dev.swarmlog.router.core.strategy.Strategies;
import dev.swarmlog.router.core.strategy.Tiers;
import dev.swarmlog.router.rules.LiveRules;
import dev.swarmlog.runtime.settings.Settings;
import dev.swarmlog.runtime.store.LiveStore;
import dev.swarmlog.schemas.BranchId;
import dev.swarmlog.schemas.Topics;
import dev.swarmlog.schemas.wire.InMemorySchemaRegistry;
import dev.swarmlog.schemas.wire.Wire;
import dev.swarmlog.v1.AgentCard;
import dev.swarmlog.v1.AgentState;
import dev.swarmlog.v1.AgentStatus;
import dev.swarmlog.v1.Capability;
import dev.swarmlog.v1.Delivery;
import dev.swarmlog.v1.ErrorClass;
import dev.swarmlog.v1.Gather;
import dev.swarmlog.v1.GatheredAnswer;
import dev.swarmlog.v1.Message;
import dev.swarmlog.v1.Outcome;
import dev.swarmlog.v1.OutcomeStatus;
import dev.swarmlog.v1.Priority;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import dev.swarmlog.v1.Routing;
import dev.swarmlog.v1.RoutingDecision;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One seeded run of a router task in a world that does its worst. Every step checks what must always hold. */
final class SimulatedRouter implements Outbox {
    static final int MESSAGES = 60;
    private static final int AGENTS = 4;
    private static final int CONCURRENCY = 2;
    private static final int ATTEMPTS_MAX = 4;
    private static final Gather NO_GATHER = Gather.newBuilder().build();
    private static final long REASSIGNED_WITHIN_MS = 100;
    private static final RouterConfig CONFIG = RouterConfig.from(Settings.from(Map.of(
            "SWARMLOG_ROUTER_LEASE_MS", "1000",
            "SWARMLOG_ROUTER_DEADLINE_MS", "20000",
            "SWARMLOG_ROUTER_ATTEMPTS_MAX", String.valueOf(ATTEMPTS_MAX),
            "SWARMLOG_ROUTER_ANSWER_KEPT_MS", "3000",
            "SWARMLOG_ROUTER_BREAKER_OPEN_MS", "400",
            "SWARMLOG_ROUTER_OUTLIER_INTERVAL_MS", "1000",
            "SWARMLOG_ROUTER_OUTLIER_AGENTS_MIN", "3",
            "SWARMLOG_ROUTER_OUTLIER_VOLUME_MIN", "3",
            "SWARMLOG_ROUTER_WAITING_MAX", "20")));

    private final Wire wire = new Wire(new Topics("", 1), new InMemorySchemaRegistry());
    private final RouterMeters meters = new RouterMeters(new SimpleMeterRegistry());
    private final AgentIndex index = new AgentIndex();
    private final long seed;
    private final SplittableRandom random;
    private final boolean crashes;
    private final boolean gathers;
    private final Map<String, SimulatedAgent> agents = new TreeMap<>();
    private final Map<String, List<String>> answers = new HashMap<>();

    /** The input as it lies in the log, and how far it is read and committed. */
    private final SimulatedInput input = new SimulatedInput();

    private Position read = Position.BEGIN;
    private Position committed = Position.BEGIN;

    /** What was sent and may not have reached the log. */
    private final List<Runnable> unacknowledged = new ArrayList<>();

    private final Map<String, Integer> fences = new HashMap<>();
    private final Map<String, Integer> declined = new HashMap<>();
    private TornLog log = new TornLog();
    private BreakerWatch breakers;
    private SharedLoads loads;
    private LiveStore<Flight> flights = new LiveStore<>(log);
    private RouterTask task;
    private long now = 1_000_000;
    /** A task may be behind with what lies in the log, and may die so. */
    private long readsAgainAtMs;

    private int submitted;
    private int opened;
    private int deaths;
    private int expected;
    private boolean commitAsked;
    private boolean zombieAtWork;
    private int withdrawn;
    /** Messages of which an agent did the work, and those of which the router said that nobody did. */
    private final Set<String> worked = new TreeSet<>();

    private final Set<String> undone = new TreeSet<>();
    private final List<Delivery> inboxes = new ArrayList<>();
    private final Map<String, String> firsts = new HashMap<>();
    private int givenTwice;
    private final List<Message> repeatable = new ArrayList<>();
    private long statusVersion;

    /** A life of the task that stood still while another took over, and does not know it when it wakes. */
    private record Zombie(
            RouterTask task,
            LiveStore<Flight> flights,
            TornLog log,
            Position read,
            Position fetched,
            boolean ticks,
            long wakesAtMs) {}

    private final Queue<Zombie> zombies = new ArrayDeque<>();

    /** An agent with the SDK's memory of what it did. */
    private static final class SimulatedAgent {
        private final Map<String, Outcome> done = new HashMap<>();
        private final Map<Delivery, Long> working = new HashMap<>();
        private long epoch = 1;
        private long sickUntilMs;
        private boolean alive = true;
        private long diedAtMs;
        private long declaredAtMs = Long.MAX_VALUE;
    }

    SimulatedRouter(long seed, boolean crashes, boolean gathers) {
        this.seed = seed;
        this.random = new SplittableRandom(seed);
        this.crashes = crashes;
        this.gathers = gathers;
        this.breakers = new BreakerWatch("seed " + seed);
        this.loads = sharedLoads();
        for (int i = 0; i < AGENTS; i++) {
            agents.put("a" + i, new SimulatedAgent());
            publish("a" + i, AgentState.HEALTHY);
        }
        this.task = start();
    }

    /** How many wait for an answer, each at an address of its own. */
    int expected() {
        return expected;
    }

    /** Who was answered what, as it stands in the log. */
    Map<String, List<String>> answers() {
        return answers;
    }

    void run() {
        int quiet = 0;
        while (quiet < 100) {
            boolean faults = submitted < MESSAGES;
            step(faults);
            quiet = faults || flights.size() > 0 || !read.equals(input.end()) ? 0 : quiet + 1;
            assertThat(now).as("seed %s ends", seed).isLessThan(2_000_000);
        }
        commit();
        assertThat(loads.inFlight("a0") + loads.inFlight("a1") + loads.inFlight("a2") + loads.inFlight("a3"))
                .as("seed %s leaves nothing in flight", seed)
                .isZero();
    }

    private void step(boolean faults) {
        now += 1 + random.nextInt(10);
        if (faults && random.nextInt(4) == 0) {
            submit();
        }
        if (faults && submitted > 0 && random.nextInt(12) == 0) {
            withdraw();
        }
        if (faults && random.nextInt(150) == 0) {
            kill("a" + random.nextInt(AGENTS));
        }
        if (faults && random.nextInt(200) == 0) {
            agents.getOrDefault("a" + random.nextInt(AGENTS), new SimulatedAgent()).sickUntilMs =
                    now + random.nextInt(3_000);
        }
        agents.forEach(this::live);
        if (faults && random.nextInt(50) == 0) {
            readsAgainAtMs = now + random.nextInt(400);
        }
        while (now >= readsAgainAtMs && !read.equals(input.end()) && random.nextInt(5) > 0) {
            read = input.readOne(task, read, input.end(), now);
        }
        task.tick(now);
        if (random.nextInt(3) == 0) {
            acknowledgeSome();
        }
        if (commitAsked || random.nextInt(20) == 0) {
            commit();
        }
        if (crashes && faults && random.nextInt(100) == 0) {
            crash(random.nextBoolean());
        }
        while (!zombies.isEmpty() && zombies.peek().wakesAtMs() <= now) {
            wake(zombies.remove());
        }
        // Who is dead or was is no member of the pool, or was none when another was ejected.
        assertThat(loads.countGuards(guard -> guard.isEjected(now)))
                .as("seed %s at %s: no more than a share is ejected", seed, now)
                .isLessThanOrEqualTo(1 + deaths);
        // After a crash the changelog may still show work that was over, beside what came after it.
        for (String agent : crashes ? List.<String>of() : agents.keySet()) {
            assertThat(loads.inFlight(agent))
                    .as("seed %s at %s: %s keeps its capacity", seed, now, agent)
                    .isLessThanOrEqualTo(CONCURRENCY + CONFIG.agentQueueMax());
        }
    }

    private void submit() {
        if (!repeatable.isEmpty() && random.nextInt(4) == 0) {
            Message again = repeatable.get(random.nextInt(repeatable.size()));
            String elsewhere = "again " + expected++;
            input.add(Message.newBuilder(again).setCorrelationKey(elsewhere).build());
            return;
        }
        String key = random.nextInt(3) == 0 ? "k" + submitted : "";
        String id = key.isEmpty() ? "m" + submitted : MessageIds.derived("", key);
        submitted++;
        expected++;
        Message message = Message.newBuilder()
                .setMessageId(id)
                .setType("echo")
                .setSubmittedAtMs(now)
                .setPriority(random.nextBoolean() ? Priority.NORMAL : Priority.HIGH)
                .setReplyTopic(random.nextInt(3) == 0 ? "" : "messages.replies")
                .setIdempotencyKey(key)
                .setGather(gathers && random.nextInt(3) > 0 ? gather() : NO_GATHER)
                .setRouting(Routing.newBuilder()
                        .setStrategy(gathers && random.nextInt(8) == 0 ? "BROADCAST" : "")
                        .build())
                .setDeadlineMs(random.nextInt(4) == 0 ? now + random.nextInt(800) : 0)
                .setPayload(ByteBuffer.allocate(10))
                .build();
        input.add(message);
        if (!key.isEmpty() && !message.getReplyTopic().isEmpty()) {
            repeatable.add(message);
        }
    }

    /** Takes back one of the last messages, or one that is long over; often somebody waits to hear of it. */
    private void withdraw() {
        int number = Math.max(0, submitted - 1 - random.nextInt(random.nextInt(5) == 0 ? submitted : 3));
        boolean waits = random.nextBoolean();
        input.add(Message.newBuilder()
                .setMessageId(random.nextInt(3) == 0 ? MessageIds.derived("", "k" + number) : "m" + number)
                .setType("swarmlog.withdrawal")
                .setSubmittedAtMs(now)
                .setWithdrawal("changed my mind")
                .setDeadlineMs(random.nextInt(3) == 0 ? now + random.nextInt(300) : 0)
                .setReplyTopic(waits ? "messages.replies" : "")
                .setCorrelationKey(waits ? "withdrawn " + expected : "")
                .setPayload(ByteBuffer.allocate(0))
                .build());
        expected += waits ? 1 : 0;
    }

    private Gather gather() {
        int windowMs = random.nextInt(3) == 0 ? 1 + random.nextInt(1_000) : 0;
        return switch (random.nextInt(7)) {
            case 0 -> new Gather("FIRST", random.nextInt(3), 0, "", windowMs);
            case 1 -> new Gather("QUORUM", 3, 2, "", windowMs);
            case 2 -> new Gather("MAJORITY", 0, 0, "", windowMs);
            case 3 -> new Gather("BEST", 2, 0, "/n", windowMs);
            case 4 -> new Gather("AVERAGE", AGENTS + 1, 0, "/n", windowMs);
            case 5 -> new Gather("MERGE", 2, 0, "", windowMs);
            default -> new Gather("ALL", random.nextInt(AGENTS + 1), 0, "", windowMs);
        };
    }

    private void live(String id, SimulatedAgent agent) {
        if (!agent.alive) {
            if (now - agent.diedAtMs > 300 && agent.declaredAtMs == Long.MAX_VALUE) {
                agent.declaredAtMs = now;
                publish(id, AgentState.DEAD);
            } else if (now - agent.diedAtMs > 900) {
                agent.alive = true;
                agent.declaredAtMs = Long.MAX_VALUE;
                agent.epoch++;
                publish(id, AgentState.HEALTHY);
            }
            return;
        }
        for (Map.Entry<Delivery, Long> work : List.copyOf(agent.working.entrySet())) {
            if (work.getValue() <= now) {
                agent.working.remove(work.getKey());
                Outcome outcome = agent.sickUntilMs > now
                        ? outcome(work.getKey(), OutcomeStatus.FAILED, ErrorClass.RETRYABLE)
                        : outcome(work.getKey());
                tell(agent, work.getKey(), outcome);
            } else if (random.nextInt(60) == 0) {
                input.add(outcome(work.getKey(), OutcomeStatus.PROGRESS, ErrorClass.NONE));
            }
        }
    }

    private void tell(SimulatedAgent agent, Delivery delivery, Outcome outcome) {
        agent.done.put(delivery.getDeliveryId(), outcome);
        input.add(outcome);
        if (outcome.getStatus() == OutcomeStatus.COMPLETED) {
            String id = delivery.getMessageId();
            worked.add(BranchId.isBranch(id) ? BranchId.parse(id).messageId() : id);
        }
    }

    private Outcome outcome(Delivery delivery) {
        return switch (random.nextInt(8)) {
            case 0 -> outcome(delivery, OutcomeStatus.FAILED, ErrorClass.RETRYABLE);
            case 1 -> {
                declined.merge(delivery.getMessageId(), 1, Integer::sum);
                yield outcome(delivery, OutcomeStatus.REJECTED, ErrorClass.RESOURCE_EXHAUSTED);
            }
            case 2 -> outcome(delivery, OutcomeStatus.FAILED, ErrorClass.RATE_LIMITED);
            default -> outcome(delivery, OutcomeStatus.COMPLETED, ErrorClass.NONE);
        };
    }

    private Outcome outcome(Delivery delivery, OutcomeStatus status, ErrorClass errorClass) {
        return Outcome.newBuilder()
                .setDeliveryId(delivery.getDeliveryId())
                .setMessageId(delivery.getMessageId())
                .setAgentId(delivery.getAgentId())
                .setAgentEpoch(delivery.getAgentEpoch())
                .setAttempt(delivery.getAttempt())
                .setFence(delivery.getFence())
                .setStatus(status)
                .setErrorClass(errorClass)
                .setAtMs(now)
                .setResult(ByteBuffer.wrap("{\"n\":%d,\"%s\":\"%s\"}"
                        .formatted(delivery.getAttempt(), delivery.getAgentId(), delivery.getDeliveryId())
                        .getBytes(StandardCharsets.UTF_8)))
                .build();
    }

    private void kill(String id) {
        SimulatedAgent agent = agents.getOrDefault(id, new SimulatedAgent());
        if (agent.alive) {
            agent.alive = false;
            deaths++;
            agent.diedAtMs = now;
            agent.working.clear();
            agent.done.clear();
        }
    }

    private void publish(String id, AgentState state) {
        SimulatedAgent agent = agents.getOrDefault(id, new SimulatedAgent());
        index.put(AgentStatus.newBuilder()
                .setCard(AgentCard.newBuilder()
                        .setAgentId(id)
                        .setEpoch(agent.epoch)
                        .setCapabilities(List.of(new Capability("echo", "1.0.0")))
                        .setConcurrency(CONCURRENCY)
                        .setInboxPartition(0)
                        .setWrittenAtMs(now)
                        .build())
                .setState(state)
                .setHealthScore(1)
                .setVersion(++statusVersion)
                .setSinceMs(now)
                .setLastSeenMs(now)
                .build());
    }

    private void acknowledgeSome() {
        for (Runnable sent : List.copyOf(unacknowledged)) {
            if (random.nextBoolean()) {
                unacknowledged.remove(sent);
                sent.run();
            }
        }
    }

    private void commit() {
        commitAsked = false;
        flights.flushCache();
        if (crashes && random.nextInt(30) == 0) {
            crash(false);
            return;
        }
        List.copyOf(unacknowledged).forEach(Runnable::run);
        unacknowledged.clear();
        log.committed();
        committed = read;
    }

    /** What was on its way arrives or not, the changelog holds a part of it, and the input is read again. */
    private void crash(boolean ticksOnceMore) {
        acknowledgeSome();
        unacknowledged.clear();
        if (random.nextBoolean()) {
            zombies.add(new Zombie(task, flights, log, read, input.end(), ticksOnceMore, now + random.nextInt(1_000)));
        }
        log = log.crashed(random);
        flights = new LiveStore<>(log);
        opened += breakers.opened();
        breakers = new BreakerWatch("seed " + seed);
        loads = sharedLoads();
        read = committed;
        task = start();
    }

    /** What it had read already it works on, and then commits: its outputs and its changelog are written, its offsets are not. */
    private void wake(Zombie zombie) {
        zombieAtWork = true;
        Position at = zombie.read();
        while (!at.equals(zombie.fetched()) && random.nextInt(4) > 0) {
            at = input.readOne(zombie.task(), at, zombie.fetched(), now);
        }
        if (zombie.ticks()) {
            zombie.task().tick(now);
        }
        zombie.flights().flushCache();
        zombie.log().committed();
        zombieAtWork = false;
    }

    private SharedLoads sharedLoads() {
        return new SharedLoads(1, CONFIG.guards().agents(), breakers);
    }

    /** How often a breaker opened. */
    int opened() {
        return opened + breakers.opened();
    }

    private RouterTask start() {
        AgentLoads own = new AgentLoads(loads);
        CandidatePools pools = new CandidatePools(
                index,
                own,
                CONFIG,
                new CandidatePools.Surroundings(new Strategies(Strategies.Terms.USUAL), Tiers.Place.ALONE, 1, now));
        RouterTask fresh = new RouterTask(
                new RouterTask.Parts(
                        CONFIG,
                        new LiveRules(CONFIG.rules(), meters.rules()),
                        flights,
                        new FlightCodec(wire, pools::of),
                        pools,
                        own,
                        new Liveness(index),
                        this,
                        meters,
                        this::former,
                        random.split()),
                now);
        fresh.restore(now);
        return fresh;
    }

    /** What stands in the inboxes by now. */
    private FormerLife former(long sinceMs) {
        Sent sent = new Sent();
        inboxes.stream().filter(delivery -> delivery.getSentAtMs() >= sinceMs).forEach(sent::add);
        return new FormerLife(sent, input.end().submissions());
    }

    @Override
    public void deliver(Flight flight, Effect.Deliver deliver, long nowMs) {
        Delivery delivery = RouterCodec.delivery(flight, deliver, 1_000, 0, nowMs);
        SimulatedAgent agent = agents.getOrDefault(delivery.getAgentId(), new SimulatedAgent());
        assertThat(delivery.getAttempt())
                .as("seed %s bounds attempts", seed)
                .isLessThanOrEqualTo(ATTEMPTS_MAX + declined.getOrDefault(flight.key(), 0));
        assertThat(zombieAtWork ? 0 : nowMs - agent.declaredAtMs)
                .as("seed %s at %s: nothing goes to the dead %s", seed, nowMs, delivery.getAgentId())
                .isLessThan(REASSIGNED_WITHIN_MS);
        assertThat(nowMs).as("seed %s: nothing goes to anybody too late", seed).isLessThan(flight.terms.deadlineMs());
        if (delivery.getAttempt() == 1 && !zombieAtWork) {
            breakers.delivered(delivery.getAgentId());
        }
        fences.merge(flight.key(), delivery.getAttempt(), Math::max);
        boolean isMisled = zombieAtWork;
        unacknowledged.add(() -> {
            inboxes.add(delivery);
            if (delivery.getAttempt() == 1 && !isMisled) {
                String before = firsts.putIfAbsent(delivery.getMessageId(), delivery.getAgentId());
                givenTwice += before == null || before.equals(delivery.getAgentId()) ? 0 : 1;
            }
            receive(agent, delivery);
        });
    }

    @Override
    public void withdraw(Flight flight, Effect.Withdraw withdraw, Seat seat, long nowMs) {
        Delivery withdrawal = RouterCodec.withdrawal(flight, withdraw, 1_000, 0, nowMs);
        SimulatedAgent agent = agents.getOrDefault(withdrawal.getAgentId(), new SimulatedAgent());
        withdrawn++;
        unacknowledged.add(() -> receiveWithdrawal(agent, withdrawal));
    }

    /** Who never began does not; who is at it may stop, or go on as if nothing had been said. */
    private void receiveWithdrawal(SimulatedAgent agent, Delivery withdrawal) {
        if (!agent.alive || agent.epoch != withdrawal.getAgentEpoch()) {
            return;
        }
        Outcome remembered = agent.done.get(withdrawal.getDeliveryId());
        boolean works = agent.working.keySet().stream()
                .anyMatch(known -> known.getDeliveryId().equals(withdrawal.getDeliveryId()));
        if (remembered != null) {
            input.add(remembered);
        } else if (!works) {
            tell(agent, withdrawal, outcome(withdrawal, OutcomeStatus.REJECTED, ErrorClass.NONE));
        } else if (random.nextBoolean()) {
            agent.working.keySet().removeIf(known -> known.getDeliveryId().equals(withdrawal.getDeliveryId()));
            tell(agent, withdrawal, outcome(withdrawal, OutcomeStatus.FAILED, ErrorClass.RETRYABLE));
        }
    }

    /** How many agents were told that nobody wants what they have. */
    int withdrawn() {
        return withdrawn;
    }

    /** How often an owner gave work to somebody under a fence under which somebody else had it. */
    int givenTwice() {
        return givenTwice;
    }

    /** Messages that were said not to be done, and were. */
    Set<String> lies() {
        Set<String> lies = new TreeSet<>(undone);
        lies.retainAll(worked);
        return lies;
    }

    @Override
    public void commitSoon() {
        commitAsked = true;
    }

    @Override
    public void mark(Heard heard, long nowMs) {
        Outcome mark = heard.mark(0, nowMs);
        unacknowledged.add(() -> input.add(mark));
    }

    private void receive(SimulatedAgent agent, Delivery delivery) {
        if (!agent.alive || agent.epoch != delivery.getAgentEpoch()) {
            return;
        }
        Outcome remembered = agent.done.get(delivery.getDeliveryId());
        boolean works = agent.working.keySet().stream()
                .anyMatch(known -> known.getDeliveryId().equals(delivery.getDeliveryId()));
        if (remembered != null) {
            input.add(remembered);
        } else if (!works) {
            agent.working.put(delivery, now + random.nextInt(random.nextInt(10) == 0 ? 3_000 : 200));
        }
    }

    @Override
    public Reply reply(Flight flight, Answer answer, @Nullable Outcome outcome, long nowMs) {
        if (answer.status() == Answer.Status.COMPLETED) {
            assertThat(answer.attempts())
                    .as("seed %s at %s: no stale result of %s counts", seed, nowMs, flight.key())
                    .isGreaterThanOrEqualTo(fences.getOrDefault(flight.key(), 0));
        }
        Reply reply = RouterCodec.reply(flight, answer, outcome, nowMs);
        // What has a key may be submitted again, and then be done.
        if (answer.status() == Answer.Status.WITHDRAWN && !answer.inDoubt() && !flight.terms.keyed()) {
            undone.add(flight.key());
        }
        if (flight instanceof GatherFlight) {
            checkAnswers(reply, nowMs);
        }
        replyAgain(flight, reply, nowMs);
        return reply;
    }

    /** No agent counts twice, and of no branch an assignment that another one followed. */
    private void checkAnswers(Reply reply, long nowMs) {
        List<GatheredAnswer> counted = reply.getAnswers().stream()
                .filter(one -> one.getStatus() == ReplyStatus.COMPLETED)
                .toList();
        assertThat(counted)
                .as("seed %s at %s: each agent of %s once", seed, nowMs, reply.getMessageId())
                .extracting(GatheredAnswer::getAgentId)
                .doesNotHaveDuplicates();
        for (GatheredAnswer one : counted) {
            String result =
                    StandardCharsets.UTF_8.decode(one.getResult().duplicate()).toString();
            String branch =
                    new BranchId(reply.getMessageId(), reply.getAnswers().indexOf(one)).toString();
            assertThat(result).contains("\"" + one.getAgentId() + "\":\"" + branch + "#");
            assertThat(Integer.parseInt(result.substring(result.indexOf('#') + 1, result.length() - 2)))
                    .as("seed %s at %s: no stale result of %s counts", seed, nowMs, branch)
                    .isGreaterThanOrEqualTo(fences.getOrDefault(branch, 0));
        }
    }

    @Override
    public void replyAgain(Flight flight, Reply reply, long nowMs) {
        flight.hearers(reply).forEach(hearer -> answered(hearer, said(reply)));
    }

    @Override
    public void tell(Reply reply, Message again, long nowMs) {
        answered(ReplyAddress.of(again), said(reply));
    }

    @Override
    public void deadLetter(Flight flight, Answer answer, long nowMs) {
        answered(ReplyAddress.of(flight.message()), "dead: " + answer.cause());
    }

    @Override
    public void decided(RoutingDecision decision) {}

    @Override
    public void alert(LiveRules.News news, long nowMs) {}

    @Override
    public void observed(String agentId, AgentLoad.Observation seen, long nowMs) {}

    private void answered(ReplyAddress to, String answer) {
        unacknowledged.add(() ->
                answers.computeIfAbsent(to.key(), first -> new ArrayList<>()).add(answer));
    }

    private static String said(Reply reply) {
        return reply.getStatus() + " "
                + StandardCharsets.UTF_8.decode(reply.getResult().duplicate());
    }
}
