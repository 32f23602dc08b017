package dev.swarmlog.coordinator.budget.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.coordinator.budget.core.Budgets.Picture;
import dev.swarmlog.coordinator.budget.core.Reservation.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What holds after every step of random lives of budgets. */
final class BudgetLawsTest {
    private static final int LIVES = Integer.getInteger("lives", 150);
    private static final int STEPS = 300;

    @Test
    void theBooksBalanceToTheUnitWhateverHappens() {
        long seed = Long.getLong("seed", System.nanoTime());
        for (int life = 0; life < LIVES; life++) {
            try {
                new Life(seed + life).live();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("-Dseed=" + (seed + life), e);
            }
        }
    }

    /** Keeps books of its own, as simply as can be. */
    private static final class Life {
        private final SplittableRandom random;
        private final boolean honest;
        private final Budgets acme;
        private final List<Request> past = new ArrayList<>();
        private final Map<String, Amounts> spent = new HashMap<>();
        private long overrun;
        private int ids;
        private boolean redefined;
        private long renewedMs;

        Life(long seed) {
            random = new SplittableRandom(seed);
            honest = random.nextBoolean();
            acme = new Budgets(new BudgetBounds(40, 5_000, 30, 12, 50, 100, 100_000));
            say(definition());
        }

        void live() {
            for (int step = 0; step < STEPS; step++) {
                acme.nowMs += random.nextInt(40) == 0 ? random.nextInt(4_000_000) : random.nextInt(400);
                boolean again = !past.isEmpty() && random.nextInt(6) == 0;
                if (again) {
                    repeat(past.get(random.nextInt(past.size())));
                } else {
                    say(next());
                }
                check();
            }
        }

        private Request next() {
            String id = "r" + random.nextInt(ids + 1);
            return switch (random.nextInt(24)) {
                case 0 -> definition();
                case 1, 2, 3 -> new Request.Due();
                case 4, 5 -> Budgets.release(id);
                case 6, 7 -> Budgets.answer(id, random.nextInt(3) > 0);
                case 8, 9, 10, 11, 12, 13, 14 -> settle(id);
                default ->
                    Budgets.reserve("r" + ids++, path(), new Amounts(random.nextInt(60), random.nextInt(60), 1, 0));
            };
        }

        private Request settle(String id) {
            Reservation held = acme.ledger.reservation(id);
            Amounts most = held == null ? new Amounts(50, 50, 1, 0) : held.amounts();
            int extra = honest ? 0 : random.nextInt(20);
            return new Request.Settle(
                    id,
                    new Amounts(
                            random.nextLong(most.tokens() + 1) + extra,
                            random.nextLong(most.costMicros() + 1) + extra,
                            1,
                            0),
                    0,
                    0,
                    random.nextInt(10) == 0,
                    "agent-" + random.nextInt(4),
                    random.nextBoolean() ? "opus" : "",
                    Budgets.CALLER);
        }

        private Request definition() {
            redefined = acme.ledger.definition() != null;
            List<Limit> limits = new ArrayList<>();
            limits.add(limit("acme", 2_000));
            for (String pattern : List.of("acme/a", "acme/*", "acme/*/*", "acme/a/x", "acme/*/*/*")) {
                if (random.nextBoolean()) {
                    limits.add(limit(pattern, 600));
                }
            }
            Request.Define define = (Request.Define) Budgets.define(random.nextBoolean(), limits.toArray(Limit[]::new));
            Period period = random.nextInt(3) == 0 ? Period.HOUR : random.nextBoolean() ? Period.DAY : Period.NONE;
            return new Request.Define(define.definition().each(period), define.by(), define.requester());
        }

        private Limit limit(String pattern, int max) {
            AtLimit atLimit = List.of(AtLimit.STOP, Budgets.ASK, Budgets.HANDOFF, Budgets.DEGRADE)
                    .get(random.nextInt(4));
            return new Limit(
                    Path.names(pattern),
                    new Amounts(random.nextInt(max), random.nextInt(max), Amounts.UNLIMITED, Amounts.UNLIMITED),
                    3,
                    List.of(50, 80, 100),
                    atLimit);
        }

        private String path() {
            String[] names = {"a", "b", "c", "x", "y", "z"};
            StringBuilder path = new StringBuilder("acme");
            for (int i = random.nextInt(4); i > 0; i--) {
                path.append('/').append(names[random.nextInt(names.length)]);
            }
            return path.toString();
        }

        private void say(Request request) {
            past.add(request);
            Map<String, Reservation> before = Picture.of(acme.ledger).reservations();
            for (Fact fact : acme.ask(request).facts()) {
                book(fact, before);
            }
        }

        /** What was said before changes nothing, as long as the reservation is known. */
        private void repeat(Request request) {
            say(new Request.Due());
            String id = switch (request) {
                case Request.Reserve it -> it.id();
                case Request.Settle it -> it.id();
                case Request.Release it -> it.id();
                default -> "";
            };
            Reservation known = acme.ledger.reservation(id);
            if (known != null
                    && (request instanceof Request.Reserve || known.state().isOver())) {
                Picture before = Picture.of(acme.ledger);
                acme.ask(request);
                assertThat(Picture.of(acme.ledger)).isEqualTo(before);
            }
        }

        private void book(Fact fact, Map<String, Reservation> before) {
            switch (fact) {
                case Fact.Settled it -> book(Objects.requireNonNull(before.get(it.id())), it.used());
                case Fact.Renewed it -> {
                    assertThat(it.sinceMs()).as("once each").isGreaterThan(renewedMs);
                    renewedMs = it.sinceMs();
                    spent.clear();
                }
                case Fact.Expired it -> book(Objects.requireNonNull(before.get(it.id())), it.charged());
                default -> {
                    // spends nothing
                }
            }
        }

        private void book(Reservation reservation, Amounts used) {
            assertThat(reservation.state()).isEqualTo(State.OPEN);
            overrun += Math.max(0, used.tokens() - reservation.amounts().tokens());
            spent.merge(Budgets.NAME, used, Amounts::plus);
        }

        private void check() {
            Ledger ledger = acme.ledger;
            Map<String, Amounts> reserved = new HashMap<>();
            for (Reservation each : ledger.reservations()) {
                if (each.state() == State.OPEN) {
                    Path.accounts(each.path(), each.levels())
                            .forEach(path -> reserved.merge(path, each.amounts(), Amounts::plus));
                }
            }
            for (Account each : ledger.accounts()) {
                assertThat(each.reserved()).as(each.path()).isEqualTo(reserved.getOrDefault(each.path(), Amounts.NONE));
                assertThat(each.spent().plus(each.reserved()).plus(each.free()))
                        .as(each.path())
                        .isEqualTo(each.limit().plus(each.added()));
                Amounts below = Amounts.NONE;
                Amounts spentBelow = Amounts.NONE;
                for (Account inner : ledger.outermostBelow(each.path())) {
                    below = below.plus(inner.reserved());
                    spentBelow = spentBelow.plus(inner.spent());
                }
                assertThat(below.fitsInto(each.reserved()))
                        .as("reserved below %s", each)
                        .isTrue();
                assertThat(spentBelow.fitsInto(each.spent()))
                        .as("spent below %s", each)
                        .isTrue();
                if (!redefined) {
                    assertThat(each.free().tokens()).as(each.path()).isGreaterThanOrEqualTo(-overrun);
                }
            }
            assertThat(acme.at(Budgets.NAME).spent()).isEqualTo(spent.getOrDefault(Budgets.NAME, Amounts.NONE));
            assertThat(ledger.reservations()).hasSizeLessThanOrEqualTo(40 + 30);
            assertThat(ledger.over()).as("kept after their end").isLessThanOrEqualTo(30);
            Picture live = Picture.of(ledger);
            assertThat(Picture.of(acme.stored.restored())).as("restored").isEqualTo(live);
        }
    }

    @Test
    void theFactsFoldToTheLedger() {
        long seed = Long.getLong("seed", System.nanoTime());
        for (int life = 0; life < 30; life++) {
            Life lived = new Life(seed + life);
            lived.live();
            Ledger folded = new Ledger(Budgets.NAME, new Budgets.Stored());
            List<Fact> facts = lived.acme.facts;
            for (int i = 0; i < facts.size(); i++) {
                folded.apply(facts.get(i), lived.acme.times.get(i));
            }
            folded.restore(lived.acme.ledger.version(), folded.definition(), folded.sinceMs());
            assertThat(Picture.of(folded)).as("-Dseed=%s", seed + life).isEqualTo(Picture.of(lived.acme.ledger));
        }
    }
}
