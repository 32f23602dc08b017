package dev.swarmlog.coordinator.session.core.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.coordinator.session.core.Ask;
import dev.swarmlog.coordinator.session.core.Decision;
import dev.swarmlog.coordinator.session.core.Fact;
import dev.swarmlog.coordinator.session.core.Session;
import dev.swarmlog.coordinator.session.core.Told;
import dev.swarmlog.coordinator.session.core.Trigger;
import dev.swarmlog.coordinator.session.core.Trigger.Command;
import dev.swarmlog.coordinator.session.core.part.Address;
import dev.swarmlog.coordinator.session.core.part.Answer;
import dev.swarmlog.coordinator.session.core.part.Blob;
import dev.swarmlog.coordinator.session.core.part.Life;
import dev.swarmlog.coordinator.session.core.plan.Plan;
import dev.swarmlog.coordinator.session.core.plan.PlanCheck;
import dev.swarmlog.coordinator.session.records.Facts;
import dev.swarmlog.coordinator.session.store.Held;
import dev.swarmlog.coordinator.session.store.Shelf;
import dev.swarmlog.schemas.TrustedTypes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Sessions of all shapes under whatever may come, in any order, doubled, late, and with restarts in between. */
final class RandomSessionsTest {
    private static final int STEPS = 120_000;
    private static final String ID = "s-1";
    private static final String AGAIN = "in a later life";

    static {
        TrustedTypes.allow();
    }

    @Test
    void lawsHoldAfterEveryStep() {
        long seed = Long.getLong("seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, Integer> seen = new HashMap<>();
        int steps = 0;
        try {
            while (steps < STEPS) {
                steps += new Run(random.split(), seen).play();
            }
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("-Dseed=" + seed + ", after " + steps + " steps: " + e.getMessage(), e);
        }

        System.out.println("seed " + seed + ", " + steps + " steps, facts " + seen);
        assertThat(seen.remove(AGAIN)).as("later lives came back").isGreaterThan(100);
        assertThat(seen).as("every kind of fact was met").hasSize(Fact.class.getPermittedSubclasses().length);
    }

    private static final class MapOfBytes implements Shelf.Bytes {
        private final Map<String, byte[]> map = new HashMap<>();

        @Override
        public void put(String key, byte[] bytes) {
            map.put(key, bytes);
        }

        @Override
        public void delete(String key) {
            map.remove(key);
        }

        @Override
        public void each(BiConsumer<String, byte[]> viewer) {
            map.forEach(viewer);
        }

        boolean isEmpty() {
            return map.isEmpty();
        }
    }

    private static final class Run {
        private final SplittableRandom random;
        private final Map<String, Integer> seen;
        private final Plan plan;
        private final Laws laws;
        private final List<Command> given = new ArrayList<>();
        private final Map<String, Command> byId = new HashMap<>();
        private final Map<String, Answer> settled = new HashMap<>();
        private final Set<String> unanswered = new HashSet<>();
        private final MapOfBytes store = new MapOfBytes();
        private Shelf shelf = new Shelf(store);
        private @Nullable Session session;
        private @Nullable Session folded;
        private long nowMs = 1_000_000;
        private int commands;

        Run(SplittableRandom random, Map<String, Integer> seen) {
            this.random = random;
            this.seen = seen;
            this.plan = new RandomPlan(random).plan();
            this.laws = new Laws(plan);
        }

        int play() {
            assertThat(PlanCheck.problems(plan)).isEmpty();
            decide(new Command("create", "", new Address(0, "create"), new Ask.Create(plan)));
            int steps = 1;
            int patience = 200 + random.nextInt(600);
            while (session != null) {
                step(steps > patience ? 400 : 40);
                steps++;
            }
            assertThat(unanswered).as("never answered").isEmpty();
            return steps;
        }

        private void step(int paceMs) {
            nowMs += random.nextInt(4) == 0 ? random.nextInt(paceMs) : 0;
            int dice = random.nextInt(100);
            if (dice < 6) {
                decide(new Trigger.TimeCame());
            } else if (dice < 8) {
                restart();
            } else if (dice == 8) {
                agentsDie();
            } else if (dice < 25 && !given.isEmpty()) {
                repeat(given.get(given.size() - 1 - random.nextInt(Math.min(60, given.size()))));
            } else {
                Command fresh = command();
                given.add(fresh);
                byId.put(fresh.id(), fresh);
                decide(fresh);
            }
        }

        private void restart() {
            Session before = session;
            if (before != null) {
                shelf.write();
                shelf = new Shelf(store);
                assertThat(shelf.restore()).containsExactly(ID);
                session = Objects.requireNonNull(shelf.get(ID)).session();
                assertThat(session).isEqualTo(before);
                decide(new Trigger.TakenOver());
            }
        }

        /** As the registry says it: some new, some long known, some of lives that were over before the last one began. */
        private void agentsDie() {
            Map<String, Long> epochs = new TreeMap<>();
            for (int i = 1 + random.nextInt(2); i > 0; i--) {
                epochs.put("agent-" + random.nextInt(plan.size() + 2), (long) random.nextInt(epoch() + 1));
            }
            Decision first = decide(new Trigger.LivesOver(epochs));
            if (session != null && !laws.isOver()) {
                Set<String> lost = new HashSet<>();
                first.facts().forEach(fact -> {
                    if (fact instanceof Fact.Lost(String participant)) {
                        lost.add(participant);
                    }
                });
                laws.livesOver(epochs, lost);
                assertThat(decide(new Trigger.LivesOver(epochs)).facts())
                        .as("said twice")
                        .isEmpty();
            }
        }

        /** Agents live longer and longer, so that late news is of earlier lives. */
        private int epoch() {
            return 1 + given.size() / 80;
        }

        /** What is due happens whoever calls; beside that, a repetition changes nothing. */
        private void repeat(Command command) {
            decide(new Trigger.TimeCame());
            Session before = session;
            if (before == null) {
                return;
            }
            Answer first = settled.get(command.id());
            Decision again = decide(command);
            if (first != null && first.retryAfterMs() == 0 && !isTransient(command.ask())) {
                assertThat(again.facts())
                        .as("a repetition of %s did something", command)
                        .isEmpty();
                assertThat(session).isEqualTo(before);
                boolean remembered = before.answers().to(command.id()) != null;
                assertThat(again.told()).hasSize(1);
                if (remembered) {
                    assertThat(again.told().get(0).answer()).isEqualTo(first);
                }
            }
        }

        /** Those that mean the present: to wait once more, to hold on, to be there, to be refused until one may. */
        private static boolean isTransient(Ask ask) {
            return ask instanceof Ask.Await
                    || ask instanceof Ask.Renew
                    || ask instanceof Ask.Join
                    || ask instanceof Ask.Arrive
                    || ask instanceof Ask.Acknowledge
                    || ask instanceof Ask.Close
                    || ask instanceof Ask.Leave;
        }

        private Decision decide(Trigger trigger) {
            Session before = session;
            Decision decision = SessionMachine.decide(ID, before, trigger, nowMs);
            if (trigger instanceof Command command && !decision.told().isEmpty()) {
                decision.told().stream()
                        .filter(told -> told.commandId().equals(command.id()))
                        .forEach(told -> checkAnswer(command, told, decision));
            }
            for (Fact fact : decision.facts()) {
                seen.merge(fact.getClass().getSimpleName(), 1, Integer::sum);
                if (fact instanceof Fact.Joined joined
                        && Objects.requireNonNull(folded).members().number(joined.participant()) >= 0) {
                    seen.merge(AGAIN, 1, Integer::sum);
                }
                laws.happened(fact, nowMs);
                folded = fold(folded, fact);
            }
            boolean byItself = decision.facts().stream()
                            .anyMatch(
                                    fact -> fact instanceof Fact.Ended ended && ended.ending() == Fact.Ending.COMPLETED)
                    && !(trigger instanceof Command command && command.ask() instanceof Ask.End);
            if (byItself) {
                laws.completedByItself(nowMs);
            }
            session = decision.next();
            keep();
            assertThat(folded).as("the fold of the facts is the session").isEqualTo(session);
            account(trigger, decision);
            return decision;
        }

        /** Writes now and then, as commits do. */
        private void keep() {
            if (session == null) {
                shelf.remove(ID);
            } else {
                shelf.put(new Held(session, 1, nowMs));
                assertThat(shelf.due(Dues.nextMs(session))).containsExactly(ID);
            }
            if (session == null || random.nextInt(5) == 0) {
                shelf.write();
            }
            assertThat(session != null || store.isEmpty())
                    .as("nothing is left of what is forgotten")
                    .isTrue();
        }

        /** As others would, who have only what is on the topic. */
        private @Nullable Session fold(@Nullable Session before, Fact fact) {
            Fact read = Objects.requireNonNull(Facts.of(Facts.record(fact, plan), plan));
            assertThat(read).isEqualTo(fact);
            return before == null ? Session.created(ID, (Fact.Created) fact, nowMs) : before.after(read, nowMs);
        }

        private void checkAnswer(Command command, Told told, Decision decision) {
            if (settled.containsKey(command.id()) || (!decision.facts().isEmpty() && isDue(decision))) {
                return;
            }
            laws.answered(command, told);
        }

        /** Something else happened in the same decision, before the command was looked at. */
        private static boolean isDue(Decision decision) {
            return decision.facts().stream()
                    .anyMatch(fact -> !(fact instanceof Fact.Put)
                            && !(fact instanceof Fact.Removed)
                            && !(fact instanceof Fact.Answered));
        }

        private void account(Trigger trigger, Decision decision) {
            if (trigger instanceof Command command && decision.next() != null) {
                unanswered.add(command.id());
            }
            for (Told told : decision.told()) {
                unanswered.remove(told.commandId());
                settled.put(told.commandId(), told.answer());
                Command asked = byId.get(told.commandId());
                if (asked != null && asked.ask() instanceof Ask.Receive receive && !laws.isOver()) {
                    laws.received(receive.channel(), asked.participant(), decision, told.letters());
                }
            }
            Session now = session;
            if (now != null && now.isOver()) {
                assertThat(Waiting.count(now)).isZero();
                assertThat(now.resources().values()).allMatch(resource -> resource.lease() == null);
                assertThat(now.channels().values()).allMatch(channel -> channel.isDry());
            } else if (now != null) {
                int letters = now.channels().values().stream()
                        .mapToInt(channel ->
                                channel.queued().size() + channel.claims().size())
                        .sum();
                assertThat(letters).as("letters lost").isEqualTo(laws.letters());
            }
        }

        private Command command() {
            String id = "k" + commands++;
            int who = random.nextInt(plan.size() + 2);
            return new Command(id, "m" + who, new Address(0, id), of(who, ask()));
        }

        /** Two of three are agents, each of its own. */
        private Ask of(int who, Ask ask) {
            return ask instanceof Ask.Join join && who % 3 > 0
                    ? new Ask.Join(join.role(), new Life("agent-" + who, 1 + random.nextInt(epoch())))
                    : ask;
        }

        private Ask ask() {
            String channel = "c" + (1 + random.nextInt(2));
            String resource = "r" + random.nextInt(2);
            String key = "k" + random.nextInt(3);
            int holdMs = 100 + random.nextInt(400);
            int waitMs = random.nextInt(3) == 0 ? 0 : random.nextInt(600);
            long version = random.nextInt(3) == 0 ? Ask.ANY : guess(key);
            return switch (random.nextInt(32)) {
                case 0, 1, 2, 3, 4, 5 -> new Ask.Join(role(), Life.NONE);
                case 6, 7, 8, 9, 10 -> new Ask.Arrive(phase());
                case 11, 12 -> new Ask.Await(phase(), waitMs);
                case 13, 14 -> new Ask.Put(key, blob(), version);
                case 15 -> new Ask.Remove(key, version);
                case 16 -> new Ask.Get(random.nextBoolean() ? "k" : key, random.nextBoolean());
                case 17, 18, 19 -> new Ask.Acquire(resource, holdMs, waitMs);
                case 20 -> new Ask.Renew(resource, fence(resource), holdMs);
                case 21 -> new Ask.Release(resource, fence(resource));
                case 22, 23, 24 -> new Ask.Send(channel, blob());
                case 25, 26, 27 -> new Ask.Receive(channel, 1 + random.nextInt(3), holdMs, waitMs, done(channel));
                case 28 -> new Ask.Acknowledge(channel, done(channel));
                case 29 -> random.nextInt(20) == 0 ? new Ask.Close(channel) : new Ask.Send(channel, blob());
                case 30 -> random.nextInt(12) == 0 ? new Ask.Leave() : new Ask.Get(key, false);
                default -> rarely();
            };
        }

        private Ask rarely() {
            return switch (random.nextInt(60)) {
                case 0 -> new Ask.End();
                case 1 -> new Ask.Cancel("enough");
                default -> new Ask.Create(plan);
            };
        }

        private String role() {
            List<String> roles = List.copyOf(plan.roles().keySet());
            return random.nextInt(20) == 0 ? "nobody" : roles.get(random.nextInt(roles.size()));
        }

        private String phase() {
            return "p" + random.nextInt(plan.phases().size() + 1);
        }

        private long guess(String key) {
            return session == null || random.nextInt(3) == 0
                    ? random.nextInt(4)
                    : session.board().version(key);
        }

        private long fence(String resource) {
            return session == null ? 1 : session.resource(resource).fence() - random.nextInt(2);
        }

        private List<Long> done(String channel) {
            List<Long> done = new ArrayList<>();
            long last = session == null
                    ? 1
                    : Objects.requireNonNull(session.channels().get(channel)).last();
            for (int i = random.nextInt(4); i > 0; i--) {
                done.add(Math.max(1, last - random.nextInt(5)));
            }
            return done;
        }

        private Blob blob() {
            return new Blob(new byte[] {(byte) random.nextInt(), 1});
        }
    }
}
