package dev.swarmlog.registry.core;

import static dev.swarmlog.registry.core.Agents.MACHINE;
import static dev.swarmlog.registry.core.Agents.T0;
import static dev.swarmlog.registry.core.Agents.beat;
import static dev.swarmlog.registry.core.Agents.card;
import static dev.swarmlog.registry.core.Agents.timedOut;
import static dev.swarmlog.registry.core.Agents.writtenAt;
import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.registry.core.RegistryEffect.AskCanary;
import dev.swarmlog.registry.core.RegistryEffect.Forget;
import dev.swarmlog.registry.core.RegistryEffect.Ignore;
import dev.swarmlog.registry.core.RegistryEffect.PublishEvent;
import dev.swarmlog.registry.core.RegistryEffect.PublishStatus;
import dev.swarmlog.registry.core.RegistryEffect.Reject;
import dev.swarmlog.registry.core.RegistryEvent.Blinded;
import dev.swarmlog.registry.core.RegistryEvent.CardReceived;
import dev.swarmlog.registry.core.RegistryEvent.Left;
import dev.swarmlog.registry.core.RegistryEvent.Observed;
import dev.swarmlog.registry.core.RegistryEvent.Outcomes;
import dev.swarmlog.registry.core.RegistryEvent.Situation;
import dev.swarmlog.registry.core.RegistryEvent.TimedOut;
import dev.swarmlog.registry.core.RegistryEvent.Unacceptable;
import dev.swarmlog.registry.core.health.TrackRecord;
import dev.swarmlog.registry.core.liveness.Liveness;
import dev.swarmlog.registry.core.liveness.Proof;
import dev.swarmlog.registry.core.rhythm.Rhythm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Writes docs/registry-transitions.md from the machine and holds it to that; {@code -Ddocs.write=true} renews it. */
final class RegistryTransitionsTest {
    private static final Path PAGE = Path.of("..", "docs", "registry-transitions.md");
    private static final long EPOCH = 10;
    /** Later than any deadline of the agents here. */
    private static final long MUCH_LATER = T0 + 100_000_000;

    /** The time that a canary has, with the way of its answer. */
    private static final long CANARY_WAIT_MS = 13_000;
    /** So that the next canary is due right after T0. */
    private static final Proof ANSWERED = Proof.restored(0, T0 + 1 - Agents.CANARIES.intervalMs(), 0);

    private static final Outcomes NO_WORK = new Outcomes(0, 0, 0, -1);
    private static final TrackRecord TOLD = new TrackRecord(0, 0, -1, 0, T0, 0, 1, 0);

    private record Case(RegistryEvent event, long atMs) {}

    @Test
    void theTableInTheDocsIsWhatTheMachineDoes() throws IOException {
        String table = table();
        if (Boolean.getBoolean("docs.write")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, table);
        }
        assertThat(PAGE).as("renew it with -Ddocs.write=true").content().isEqualTo(table);
    }

    @Test
    void everyKindOfEventStandsInTheTable() {
        Set<Class<?>> covered =
                cases().values().stream().map(one -> one.event().getClass()).collect(Collectors.toSet());

        assertThat(covered).containsExactlyInAnyOrder(RegistryEvent.class.getPermittedSubclasses());
    }

    @Test
    void everythingThatTheMachineCanSayStandsInTheTable() {
        String table = table();

        for (RegistryEffect.Cause cause : RegistryEffect.Cause.values()) {
            assertThat(table).contains(name(new Ignore(cause)));
        }
        for (RegistryEffect.Kind kind : RegistryEffect.Kind.values()) {
            assertThat(table).contains("status, " + kind);
        }
        assertThat(table).contains(" canary |").contains("status deleted");
    }

    private static String table() {
        StringBuilder page = new StringBuilder("""
                # The life of an agent

                What the registry does with each event in each state; made from `RegistryMachine` by `RegistryTransitionsTest`.
                A cell is the next state and what is published; "=" is the same state.

                """);
        page.append("| event |");
        rows().keySet().forEach(state -> page.append(' ').append(state).append(" |"));
        page.append("\n|---|").append("---|".repeat(rows().size())).append('\n');
        cases().forEach((name, one) -> {
            page.append("| ").append(name).append(" |");
            rows().values()
                    .forEach(agent -> page.append(' ')
                            .append(cell(agent, MACHINE.decide(agent, one.event(), one.atMs())))
                            .append(" |"));
            page.append('\n');
        });
        return page.toString();
    }

    private static Map<String, @Nullable Agent> rows() {
        Agent joining = new Agent(
                card(EPOCH),
                State.JOINING,
                T0,
                false,
                new Agent.Pulse(7, T0, T0, T0, 0, RegistryEvent.Load.NONE, Rhythm.promised(Agents.RHYTHM_MS)),
                TOLD,
                ANSWERED,
                new Shown(3, 0, 0, T0, 1, Liveness.ANSWERING));
        Map<String, @Nullable Agent> rows = new LinkedHashMap<>();
        rows.put("(absent)", null);
        Arrays.stream(State.values())
                .forEach(state -> rows.put(
                        state == State.GONE ? "GONE (lost)" : state.name(),
                        state == State.JOINING ? joining : joining.into(state, T0)));
        Agent healthy = joining.into(State.HEALTHY, T0);
        rows.put("HEALTHY (asked)", healthy.with(healthy.proof().asked(T0 + 1 - CANARY_WAIT_MS)));
        rows.put("GONE (left)", joining.leaving(T0));
        return rows;
    }

    private static Map<String, Case> cases() {
        Card changed = writtenAt(Agents.with(card(EPOCH), List.of(), List.of("new")), T0 + 1);
        Map<String, Case> cases = new LinkedHashMap<>();
        cases.put("card, of a newer epoch", soon(new CardReceived(card(EPOCH + 1))));
        cases.put("card, changed", soon(new CardReceived(changed)));
        cases.put("card, written anew", soon(new CardReceived(writtenAt(card(EPOCH), T0 + 1))));
        cases.put("card, repeated", soon(new CardReceived(card(EPOCH))));
        cases.put("card, written earlier", soon(new CardReceived(writtenAt(card(EPOCH), T0 - 1))));
        cases.put("card, of an older epoch", soon(new CardReceived(card(EPOCH - 1))));
        cases.put("card, not acceptable", soon(new CardReceived(card(-1))));
        cases.put("beat", soon(steady(0)));
        cases.put("beat, load moved by a band", new Case(steady(8), T0 + 1_000));
        cases.put("beat, repeated or out of order", soon(beat(EPOCH, 7)));
        cases.put("beat, of a newer epoch", soon(beat(EPOCH + 1, 1)));
        cases.put("beat, of an older epoch", soon(beat(EPOCH - 1, 99)));
        cases.put("beat, not acceptable", soon(beat(EPOCH, -5)));
        cases.put("beat, all work failed", soon(Agents.worked(EPOCH, 8, 1, 20)));
        cases.put("beat, totals fall", soon(beat(EPOCH, 8)));
        cases.put("observed at work", soon(observed(EPOCH, new Outcomes(3, 0, 0, 20), 0)));
        cases.put("observed failing", soon(observed(EPOCH, new Outcomes(0, 20, 20, -1), 0)));
        cases.put("observed answering a canary", soon(observed(EPOCH, NO_WORK, 1)));
        cases.put("observed, of another epoch", soon(observed(EPOCH - 1, NO_WORK, 1)));
        cases.put("observed, not acceptable", soon(observed(EPOCH, new Outcomes(-1, 0, 0, 20), 0)));
        cases.put("left", soon(new Left(EPOCH)));
        cases.put("left, by deletion of the card", soon(new Left(Left.ANY_EPOCH)));
        cases.put("left, of an older epoch", soon(new Left(EPOCH - 1)));
        cases.put("timeout, due", new Case(timedOut(), MUCH_LATER));
        cases.put(
                "timeout, due in a panic",
                new Case(new TimedOut(new Situation(Panic.Crowd.PANIC, true, 0, 0)), MUCH_LATER));
        cases.put("timeout, not due", new Case(timedOut(), T0));
        cases.put("timeout, canary due", soon(new TimedOut(new Situation(Panic.Crowd.FEW, true, T0, 0))));
        cases.put(
                "timeout, canary due, enough asked", soon(new TimedOut(new Situation(Panic.Crowd.FEW, false, T0, 0))));
        cases.put("registry was blind", soon(new Blinded(60_000)));
        cases.put(
                "unacceptable record",
                soon(new Unacceptable(new Refusal(Refusal.Reason.WRONG_PARTITION, "it came elsewhere"))));
        return cases;
    }

    private static Case soon(RegistryEvent event) {
        return new Case(event, T0 + 1);
    }

    /** A beat of one who did no more than it told before. */
    private static RegistryEvent steady(int inFlight) {
        return new RegistryEvent.Beat(
                EPOCH, 8, T0, new RegistryEvent.Load(inFlight, 0, -1, -1), new RegistryEvent.Work(1, 0, -1, 0));
    }

    private static Observed observed(long epoch, Outcomes outcomes, long canariesAnswered) {
        return new Observed(epoch, T0, T0, outcomes, canariesAnswered);
    }

    private static String cell(@Nullable Agent before, Decision decision) {
        String state = state(decision.next()).equals(state(before)) ? "=" : "**" + state(decision.next()) + "**";
        return decision.effects().stream()
                .map(RegistryTransitionsTest::name)
                .collect(Collectors.joining(", ", state + " ", ""))
                .strip();
    }

    private static String state(@Nullable Agent agent) {
        if (agent == null) {
            return "(absent)";
        }
        return agent.left() ? "GONE (left)" : agent.state().name();
    }

    private static String name(RegistryEffect effect) {
        return switch (effect) {
            case PublishStatus status -> "status";
            case PublishEvent event -> event.kind().name();
            case Reject reject -> "REJECTED " + reject.refusal().reason();
            case AskCanary canary -> "canary";
            case Forget forget -> "status deleted";
            case Ignore ignore ->
                "ignored: "
                        + ignore.cause()
                                .name()
                                .toLowerCase(java.util.Locale.ROOT)
                                .replace('_', ' ');
        };
    }
}
