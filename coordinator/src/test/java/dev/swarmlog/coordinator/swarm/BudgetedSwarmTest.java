package dev.swarmlog.coordinator.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.schemas.TrustedTypes;
import dev.swarmlog.v1.BudgetCommand;
import dev.swarmlog.v1.BudgetCommandKind;
import dev.swarmlog.v1.Message;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import dev.swarmlog.v1.SwarmCommandKind;
import dev.swarmlog.v1.SwarmState;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Swarms whose errands ask a budget first, while agents and the coordinator fail. */
final class BudgetedSwarmTest {
    private static final SwarmConfig CONFIG = new SwarmConfig(50, 500, 500, 100, 10, 1_000_000_000, 0);
    private static final int LOADS = 40;
    private static final String WORK = """
        apiVersion: swarmlog.dev/v1
        kind: Swarm
        metadata: {name: work}
        spec:
          behaviour: FORAGING
          work:
            capability: calc.carbon
            out: 5
            attempts: 9
            patience: 2s
            budget: {name: acme/carbon, reserve: {tokens: 100, cost: 0.01, model: small}}
        """;
    private static final String SEARCH = """
        apiVersion: swarmlog.dev/v1
        kind: Swarm
        metadata: {name: search}
        spec:
          behaviour: SWARMING
          particles: 20
          swarming:
            dimensions: 3
            objective: {capability: f, batch: 5, attempts: 9, patience: 1s, budget: {name: acme}}
          convergence: {steps: 20}
        """;

    static {
        TrustedTypes.allow();
    }

    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);
    private final Kept kept = new Kept();
    private final Heard heard = new Heard();
    private final List<Message> atAgents = new ArrayList<>();
    private final List<BudgetCommand> unanswered = new ArrayList<>();

    /** The ledger: what stands reserved, and what was settled or given back. */
    private final Set<String> open = new HashSet<>();

    private final Set<String> granted = new HashSet<>();
    private final Set<String> over = new HashSet<>();
    private int room = Integer.MAX_VALUE;
    private int roomAtOnce = Integer.MAX_VALUE;

    /** What is lost counts as used only after it was waited for in one life. */
    private int roundsPerLife = 10;

    private int begun;
    private SwarmTask task = Tasks.of(CONFIG, kept, heard);
    private long nowMs = 1_000_000;

    @Test
    void beginsNothingWithoutLeaveAndLeavesNothingReserved() {
        start("w", WORK);
        feed();

        run("w", 20_000);

        assertThat(heard.status("w").getReason()).as("seed %d", seed).isEqualTo("FINISHED");
        assertThat(heard.status("w").getCounts()).containsEntry("done", LOADS * 10L);
        assertLedgerIsEven();
        assertThat(begun).as("seed %d", seed).isGreaterThanOrEqualTo(LOADS);
    }

    @Test
    void asksForEachBatchOfASearch() {
        start("s", SEARCH);

        run("s", 20_000);

        assertThat(heard.status("s").getReason()).as("seed %d", seed).isEqualTo("STEPS");
        assertLedgerIsEven();
        assertThat(begun).as("seed %d", seed).isGreaterThanOrEqualTo(20 * 4);
    }

    @Test
    void endsWhenTheBudgetSaysNoAndAllThatHadBegunIsIn() {
        room = 12;
        roundsPerLife = 1_000;
        start("w", WORK);
        feed();

        run("w", 20_000);

        assertThat(heard.status("w").getState()).as("seed %d", seed).isEqualTo(SwarmState.STOPPED);
        assertThat(heard.status("w").getReason()).isEqualTo("OVER_BUDGET");
        assertThat(heard.status("w").getDetail()).isEqualTo("budget acme/carbon has no room");
        assertThat(begun).as("seed %d", seed).isLessThanOrEqualTo(12);
        assertLedgerIsEven();
    }

    @Test
    void goesOnWithAsManyAtOnceAsThereIsRoomFor() {
        roomAtOnce = 2;
        roundsPerLife = 1_000;
        start("w", WORK);
        feed();

        run("w", 20_000);

        assertThat(heard.status("w").getReason()).as("seed %d", seed).isEqualTo("FINISHED");
        assertThat(heard.status("w").getCounts()).containsEntry("done", LOADS * 10L);
        assertLedgerIsEven();
    }

    @Test
    void countsAsUsedWhatAnAgentMayStillBeAt() {
        start("w", WORK);
        feed();
        task.beat(nowMs);
        task.reply(word(heard.budgets.getFirst(), ReplyStatus.COMPLETED, "{}"), nowMs);
        heard.budgets.clear();

        task.reply(
                Reply.newBuilder(Tasks.reply(heard.messages.getFirst().getMessageId(), ReplyStatus.EXPIRED, ""))
                        .setInDoubt(true)
                        .build(),
                nowMs);

        assertThat(heard.budgets.getFirst().getKind()).isEqualTo(BudgetCommandKind.SETTLE);
        assertThat(heard.budgets.getFirst().getUnheard()).isTrue();
    }

    @Test
    void asksAgainWhereABudgetWentAwayMeanwhile() {
        start("w", WORK);
        feed();
        task.beat(nowMs);
        List<String> asked =
                heard.budgets.stream().map(BudgetCommand::getReservationId).toList();
        heard.budgets.clear();

        nowMs += 60_000;
        task.beat(nowMs);

        assertThat(heard.budgets).extracting(BudgetCommand::getReservationId).containsExactlyElementsOf(asked);
    }

    @Test
    void waitsForAsLongAsNobodyAnswers() {
        start("w", WORK);
        feed();

        for (int round = 0; round < 500; round++) {
            nowMs += 100;
            task.beat(nowMs);
        }

        assertThat(heard.messages).isEmpty();
        assertThat(heard.hasEnded("w")).isFalse();
        assertThat(heard.budgets)
                .as("no more than may be out at once")
                .hasSize(5)
                .allSatisfy(ask -> {
                    assertThat(ask.getPath()).isEqualTo("acme/carbon/w");
                    assertThat(ask.getAmounts().getTokens()).isEqualTo(100);
                    assertThat(ask.getAmounts().getCostMicros()).isEqualTo(10_000);
                    assertThat(ask.getModel()).isEqualTo("small");
                });
    }

    @Test
    void asksWhomTheBudgetNames() {
        start("w", WORK);
        feed();
        task.beat(nowMs);

        task.reply(
                word(
                        heard.budgets.getFirst(),
                        ReplyStatus.COMPLETED,
                        "{\"verdict\":\"DEGRADED\",\"capability\":\"c.small\"}"),
                nowMs);

        assertThat(heard.messages).singleElement().satisfies(message -> {
            assertThat(message.getRouting().getCapability()).isEqualTo("c.small");
            assertThat(message.getRouting().getVersionRange()).isEmpty();
        });
    }

    @Test
    void givesBackWhatItHasWhenSomebodyStopsIt() {
        start("w", WORK);
        feed();
        task.beat(nowMs);
        heard.budgets.forEach(this::toBudget);
        heard.budgets.clear();
        answer(unanswered.removeFirst());

        task.command("w", Tasks.command(SwarmCommandKind.STOP, "w").build(), nowMs);
        heard.budgets.forEach(this::toBudget);

        assertThat(heard.messages).hasSize(1);
        assertLedgerIsEven();
    }

    private void assertLedgerIsEven() {
        assertThat(open).as("seed %d: what still stands reserved", seed).isEmpty();
        assertThat(over).as("seed %d", seed).containsAll(granted);
    }

    private void run(String id, int rounds) {
        for (int round = 0; round < rounds && !heard.hasEnded(id); round++) {
            turn();
            mayDie();
        }
        assertThat(heard.hasEnded(id))
                .as("seed %d: %s", seed, heard.statuses.get(id))
                .isTrue();
        heard.budgets.forEach(this::toBudget);
        heard.budgets.clear();
    }

    private void turn() {
        heard.messages.forEach(message -> {
            begun++;
            assertThat(begun).as("seed %d: nothing begins without leave", seed).isLessThanOrEqualTo(granted.size());
            if (random.nextInt(15) > 0) {
                atAgents.add(message);
            }
        });
        heard.messages.clear();
        heard.budgets.forEach(this::toBudget);
        heard.budgets.clear();
        if (!unanswered.isEmpty() && random.nextInt(3) > 0) {
            answer(unanswered.remove(random.nextInt(unanswered.size())));
        }
        if (!atAgents.isEmpty()) {
            Message message = atAgents.get(random.nextInt(atAgents.size()));
            if (random.nextInt(4) > 0) {
                atAgents.remove(message);
            }
            task.reply(done(message), nowMs);
        }
        nowMs += 20;
        task.beat(nowMs);
    }

    private void toBudget(BudgetCommand command) {
        String id = command.getReservationId();
        if (command.getKind() == BudgetCommandKind.RESERVE) {
            if (open.add(id)) {
                unanswered.add(command);
            }
        } else {
            open.remove(id);
            over.add(id);
            unanswered.removeIf(asked -> asked.getReservationId().equals(id));
        }
    }

    private void answer(BudgetCommand asked) {
        long inUse = granted.stream().filter(open::contains).count();
        if (granted.size() >= room || inUse >= roomAtOnce) {
            open.remove(asked.getReservationId());
            task.reply(word(asked, ReplyStatus.REJECTED, ""), nowMs);
            return;
        }
        if (random.nextInt(5) == 0) {
            task.reply(word(asked, ReplyStatus.PARTIAL, "{\"verdict\":\"ASKED\"}"), nowMs);
        }
        granted.add(asked.getReservationId());
        Reply yes = word(asked, ReplyStatus.COMPLETED, "{\"verdict\":\"GRANTED\"}");
        task.reply(yes, nowMs);
        task.reply(yes, nowMs);
    }

    /** Commits, and comes back as another. */
    private void mayDie() {
        task.writeDown();
        if (random.nextInt(roundsPerLife) == 0) {
            task = Tasks.of(CONFIG, kept, heard);
            task.restore(nowMs);
        }
    }

    private Reply done(Message message) {
        boolean isSearch = message.getRouting().getCapability().equals("f");
        String results = "{\"results\":[1,2,3,4,5,6,7,8,9,10]}";
        String values = "{\"values\":[" + random.nextInt(9) + ",2,3,4,5]}";
        return Tasks.reply(message.getMessageId(), ReplyStatus.COMPLETED, isSearch ? values : results);
    }

    private static Reply word(BudgetCommand asked, ReplyStatus status, String result) {
        String error = status == ReplyStatus.REJECTED ? "budget acme/carbon has no room" : "";
        return Tasks.word(asked.getReservationId(), status, error, result);
    }

    private void start(String id, String source) {
        task.command(
                id, Tasks.command(SwarmCommandKind.START, id).setSource(source).build(), nowMs);
    }

    private void feed() {
        for (int load = 0; load < LOADS; load++) {
            List<ByteBuffer> items = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                items.add(ByteBuffer.wrap("{}".getBytes(StandardCharsets.UTF_8)));
            }
            task.command(
                    "w",
                    Tasks.command(SwarmCommandKind.FEED, "w")
                            .setLoad(load)
                            .setItems(items)
                            .setLast(load == LOADS - 1)
                            .build(),
                    nowMs);
        }
    }
}
