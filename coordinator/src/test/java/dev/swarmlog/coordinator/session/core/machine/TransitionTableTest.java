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
import dev.swarmlog.coordinator.session.core.part.Blob;
import dev.swarmlog.coordinator.session.core.part.Life;
import dev.swarmlog.coordinator.session.core.plan.Barrier;
import dev.swarmlog.coordinator.session.core.plan.ChannelPlan;
import dev.swarmlog.coordinator.session.core.plan.Phase;
import dev.swarmlog.coordinator.session.core.plan.Plan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Writes what every trigger does in every state to docs/session-transitions.md with {@code -Dregenerate}, else compares. */
final class TransitionTableTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "session-transitions.md");
    private static final long NOW_MS = 10_000;
    private static final Plan PLAN = new Plan(
            "table",
            new TreeMap<>(),
            new TreeMap<>(Map.of("", 2)),
            new Barrier(0, 5_000, false),
            List.of(
                    new Phase("first", List.of(), "", Barrier.ALL),
                    new Phase("second", List.of(0), "", new Barrier(0, 5_000, false))),
            new Barrier(0, 5_000, true),
            List.of(new ChannelPlan("c", 1)),
            60_000,
            1_000);

    /** Participant b is an agent in its first life, a is none. */
    private static final Life B = new Life("bob", 1);

    private static final Map<String, @Nullable Session> STATES = new LinkedHashMap<>();
    private static final Map<String, Trigger> TRIGGERS = new LinkedHashMap<>();

    static {
        STATES.put("None", null);
        Session gathering = after(null, "", new Ask.Create(PLAN));
        STATES.put("Gathering", after(gathering, "a", new Ask.Join("", Life.NONE)));
        Session running = after(STATES.get("Gathering"), "b", new Ask.Join("", B));
        STATES.put("Running", running);
        STATES.put("Running, b arrived", after(running, "b", new Ask.Arrive("first")));
        Session second = after(after(running, "b", new Ask.Arrive("first")), "a", new Ask.Arrive("first"));
        STATES.put("Running, at the last phase, b arrived", after(second, "b", new Ask.Arrive("second")));
        STATES.put("Running, b has r and b's letter waits", busy(running));
        STATES.put("Running, a has r, b waits for it", waiting(running));
        STATES.put("Running, b was lost", lost(running, "bob"));
        STATES.put("Completed", after(second, "", new Ask.End()));
        STATES.put("Cancelled", after(running, "", new Ask.Cancel("enough")));

        put("CREATE, the same", "", new Ask.Create(PLAN));
        put("JOIN by a", "a", new Ask.Join("", Life.NONE));
        put("JOIN by b", "b", new Ask.Join("", B));
        put("JOIN by b in a later life", "b", new Ask.Join("", new Life("bob", 2)));
        put("LEAVE by a", "a", new Ask.Leave());
        put("ARRIVE at first by a", "a", new Ask.Arrive("first"));
        put("ARRIVE at second by a", "a", new Ask.Arrive("second"));
        put("AWAIT second", "a", new Ask.Await("second", 1_000));
        put("PUT at version 0", "a", new Ask.Put("k", blob(), 0));
        put("REMOVE at version 7", "a", new Ask.Remove("k", 7));
        put("GET", "a", new Ask.Get("k", false));
        put("ACQUIRE r by a, waiting", "a", new Ask.Acquire("r", 1_000, 1_000));
        put("ACQUIRE r by a, at once", "a", new Ask.Acquire("r", 1_000, 0));
        put("RENEW r by a", "a", new Ask.Renew("r", 1, 1_000));
        put("RELEASE r by a", "a", new Ask.Release("r", 1));
        put("SEND by a", "a", new Ask.Send("c", blob()));
        put("RECEIVE by a, waiting", "a", new Ask.Receive("c", 1, 1_000, 1_000, List.of()));
        put("ACKNOWLEDGE by a", "a", new Ask.Acknowledge("c", List.of(1L)));
        put("CLOSE", "a", new Ask.Close("c"));
        put("END", "", new Ask.End());
        put("CANCEL", "", new Ask.Cancel("enough"));
        TRIGGERS.put("b's agent dies", new Trigger.LivesOver(Map.of("bob", 1L)));
        TRIGGERS.put("b's agent died before", new Trigger.LivesOver(Map.of("bob", 0L)));
        TRIGGERS.put("a lease's time passes", new Trigger.TimeCame());
        TRIGGERS.put("a barrier's time passes", new Trigger.TimeCame());
        TRIGGERS.put("the session's time passes", new Trigger.TimeCame());
        TRIGGERS.put("another process takes over", new Trigger.TakenOver());
    }

    private static final Map<String, Long> LATER = Map.of(
            "a lease's time passes", 1_000L,
            "a barrier's time passes", 5_000L,
            "the session's time passes", 60_000L,
            "another process takes over", 500L);

    private static void put(String name, String participant, Ask ask) {
        TRIGGERS.put(name, new Command("x", participant, new Address(0, "x"), ask));
    }

    private static Blob blob() {
        return new Blob("v".getBytes(StandardCharsets.UTF_8));
    }

    private static Session busy(Session running) {
        Session held = after(running, "b", new Ask.Acquire("r", 1_000, 0));
        return after(held, "b", new Ask.Send("c", blob()));
    }

    private static Session lost(Session running, String agentId) {
        Session next = SessionMachine.decide("s", running, new Trigger.LivesOver(Map.of(agentId, 1L)), NOW_MS)
                .next();
        return Objects.requireNonNull(next);
    }

    private static Session waiting(Session running) {
        Session held = after(running, "a", new Ask.Acquire("r", 1_000, 0));
        return after(held, "b", new Ask.Acquire("r", 1_000, 30_000));
    }

    private static Session after(@Nullable Session before, String participant, Ask ask) {
        String id = participant + ask.getClass().getSimpleName();
        Session next = SessionMachine.decide("s", before, new Command(id, participant, new Address(0, id), ask), NOW_MS)
                .next();
        return Objects.requireNonNull(next);
    }

    @Test
    void theDocumentIsWhatTheMachineDoes() throws IOException {
        Set<Class<?>> seen = new HashSet<>();
        StringBuilder page = new StringBuilder("""
            # What happens to a session

            Generated by TransitionTableTest (`-Dregenerate`); not to be edited. Two participants `a` and `b`, of whom `b` is an agent in its first life, phases `first` and then `second`, a channel `c` for one letter, a resource `r`.
            Each line: what comes, what happens by it, and what who asked is told. What is not told waits.
            """);
        STATES.forEach((state, session) -> {
            page.append("\n## ").append(state).append("\n\n| trigger | happens | told |\n|---|---|---|\n");
            TRIGGERS.forEach((name, trigger) -> {
                Decision decision = SessionMachine.decide("s", session, trigger, NOW_MS + LATER.getOrDefault(name, 0L));
                decision.facts().forEach(fact -> seen.add(fact.getClass()));
                page.append("| ").append(name).append(" | ");
                page.append(facts(decision))
                        .append(" | ")
                        .append(told(decision))
                        .append(" |\n");
            });
        });

        assertThat(seen)
                .as("every kind of fact but a letter's way back, which takes more than one step")
                .hasSizeGreaterThanOrEqualTo(Fact.class.getPermittedSubclasses().length - 5);
        if (System.getProperty("regenerate") != null) {
            Files.writeString(DOCUMENT, page);
        }
        assertThat(DOCUMENT).as("regenerate with -Dregenerate").content().isEqualTo(page.toString());
    }

    private static String facts(Decision decision) {
        return decision.facts().stream()
                .filter(fact -> !(fact instanceof Fact.Answered))
                .map(TransitionTableTest::fact)
                .collect(Collectors.joining(", "));
    }

    private static String fact(Fact fact) {
        String name = fact.getClass().getSimpleName();
        return switch (fact) {
            case Fact.Opened opened ->
                name + " " + PLAN.phases().get(opened.phase()).name() + " (" + opened.cause() + ")";
            case Fact.Freed freed -> name + " (" + freed.cause() + ")";
            case Fact.Ended ended -> name + " " + ended.ending();
            case Fact.Granted granted -> name + " to " + granted.to() + ", fence " + granted.fence();
            default -> name;
        };
    }

    private static String told(Decision decision) {
        return decision.told().stream().map(TransitionTableTest::told).collect(Collectors.joining(", "));
    }

    private static String told(Told told) {
        String who = told.commandId().equals("x") ? "" : "b: ";
        return who + (told.answer().isOk() ? "OK" : told.answer().refusal().name());
    }
}
