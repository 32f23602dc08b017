package dev.swarmlog.router.core.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.router.core.guard.Breaker.Asked;
import dev.swarmlog.router.core.guard.Breaker.Closed;
import dev.swarmlog.router.core.guard.Breaker.Event;
import dev.swarmlog.router.core.guard.Breaker.Failed;
import dev.swarmlog.router.core.guard.Breaker.HalfOpen;
import dev.swarmlog.router.core.guard.Breaker.Open;
import dev.swarmlog.router.core.guard.Breaker.State;
import dev.swarmlog.router.core.guard.Breaker.Succeeded;
import dev.swarmlog.router.core.guard.Breaker.Unjudged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Also writes what every event does in every state to docs/breaker-transitions.md with {@code -Dregenerate}, else compares. */
final class BreakerTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "breaker-transitions.md");
    private static final Breaker BREAKER = new Breaker(3, 10_000, 30_000, 120_000, 60_000, 0.1);
    private static final long NOW = 1_000_000;

    @Test
    void threeFailuresInARowOpenIt() {
        State state = fail(fail(Breaker.closed(NOW), NOW), NOW + 1);
        assertThat(BREAKER.admits(state, NOW + 1)).isTrue();

        State opened = fail(state, NOW + 2);

        assertThat(opened).isEqualTo(new Open(NOW + 2, NOW + 30_002, 1));
        assertThat(BREAKER.admits(opened, NOW + 30_001)).isFalse();
        assertThat(BREAKER.admits(opened, NOW + 30_002)).isTrue();
    }

    @Test
    void aSuccessBetweenThemOrTooMuchTimeKeepsItClosed() {
        State state = fail(fail(Breaker.closed(NOW), NOW), NOW);
        State recovered = fail(BREAKER.next(state, new Succeeded(NOW), NOW, 0), NOW);
        State slow = fail(state, NOW + 10_000);

        assertThat(recovered).isInstanceOf(Closed.class);
        assertThat(slow).isEqualTo(new Closed(NOW, List.of(NOW + 10_000)));
    }

    @Test
    void newsOfWhatWasSentBeforeSaysNothing() {
        State half = new HalfOpen(NOW, NOW, 1);
        State closed = Breaker.closed(NOW);

        assertThat(BREAKER.next(half, new Succeeded(NOW - 1), NOW, 0)).isSameAs(half);
        assertThat(BREAKER.next(half, new Failed(NOW - 1), NOW, 0)).isSameAs(half);
        assertThat(BREAKER.next(half, new Unjudged(NOW - 1), NOW, 0)).isSameAs(half);
        assertThat(BREAKER.next(closed, new Failed(NOW - 1), NOW, 0)).isSameAs(closed);
    }

    @Test
    void aProbeThatIsNeverHeardOfMakesRoomForAnotherAndTheFirstToSpeakDecides() {
        State lost = new HalfOpen(NOW, NOW, 1);
        assertThat(BREAKER.admits(lost, NOW + 59_999)).isFalse();

        State again = BREAKER.next(lost, new Asked(), NOW + 60_000, 0);

        assertThat(again).isEqualTo(new HalfOpen(NOW, NOW + 60_000, 1));
        assertThat(BREAKER.next(again, new Asked(), NOW + 60_000, 0)).isEqualTo(again);
        assertThat(BREAKER.next(again, new Unjudged(NOW), NOW + 60_001, 0)).isEqualTo(again);
        assertThat(BREAKER.next(again, new Succeeded(NOW), NOW + 60_001, 0)).isInstanceOf(Closed.class);
    }

    @Test
    void everyFailedProbeDoublesTheTimeUpToABoundAndLuckAddsATenth() {
        State state = new HalfOpen(NOW, NOW, 1);
        for (long expected : List.of(60_000L, 120_000L, 120_000L)) {
            Open open = (Open) BREAKER.next(state, new Failed(NOW), NOW, 0);
            assertThat(open.untilMs() - NOW).isEqualTo(expected);
            state = new HalfOpen(NOW, NOW, open.openings());
        }

        assertThat(BREAKER.next(state, new Failed(NOW), NOW, 1)).isEqualTo(new Open(NOW, NOW + 132_000, 5));
        assertThat(BREAKER.next(new HalfOpen(NOW, NOW, 1_000_000), new Failed(NOW), NOW, 0))
                .isEqualTo(new Open(NOW, NOW + 120_000, 1_000_001));
    }

    @Test
    void duplicatesChangeNothing() {
        SplittableRandom random = new SplittableRandom(1);
        for (State state : states().values()) {
            for (Event event : events().values()) {
                State once = BREAKER.next(state, event, NOW, random.nextDouble());
                State twice = BREAKER.next(once, event, NOW, random.nextDouble());
                // Failures in a row are the one thing that is counted; their sender tells of each once.
                if (!(event instanceof Failed && once instanceof Closed)) {
                    assertThat(twice).as("%s, twice %s", state, event).isEqualTo(once);
                }
            }
        }
    }

    @Test
    void documentShowsWhatItDoes() throws IOException {
        assertThat(states().values().stream().map(Object::getClass).distinct().count())
                .isEqualTo(State.class.getPermittedSubclasses().length);
        assertThat(events().values().stream().map(Object::getClass).distinct().count())
                .isEqualTo(Event.class.getPermittedSubclasses().length);
        String table = render();

        if (System.getProperty("regenerate") != null) {
            Files.writeString(DOCUMENT, table);
        }

        assertThat(DOCUMENT)
                .exists()
                .content()
                .as("regenerate with -Dregenerate")
                .isEqualTo(table);
    }

    private static Map<String, State> states() {
        Map<String, State> states = new LinkedHashMap<>();
        states.put("Closed", new Closed(NOW - 100, List.of()));
        states.put("Closed, two failures", new Closed(NOW - 100, List.of(NOW - 20, NOW - 10)));
        states.put("Open", new Open(NOW - 100, NOW + 29_900, 1));
        states.put("Open, time is up", new Open(NOW - 30_000, NOW, 1));
        states.put("HalfOpen", new HalfOpen(NOW - 50, NOW - 50, 1));
        states.put("HalfOpen, third time", new HalfOpen(NOW - 50, NOW - 50, 3));
        states.put("HalfOpen, probe lost", new HalfOpen(NOW - 60_000, NOW - 60_000, 1));
        states.put("HalfOpen, second probe", new HalfOpen(NOW - 60_050, NOW - 50, 1));
        return states;
    }

    private static Map<String, Event> events() {
        Map<String, Event> events = new LinkedHashMap<>();
        events.put("Asked", new Asked());
        events.put("Succeeded", new Succeeded(NOW - 50));
        events.put("Succeeded, sent before", new Succeeded(NOW - 70_000));
        events.put("Failed", new Failed(NOW - 50));
        events.put("Failed, sent before", new Failed(NOW - 70_000));
        events.put("Unjudged", new Unjudged(NOW - 50));
        events.put("Unjudged, sent before", new Unjudged(NOW - 70_000));
        return events;
    }

    private static String render() {
        StringBuilder text = new StringBuilder("""
                # The breaker of an agent in the router

                Generated from `Breaker` by `BreakerTest`; do not edit. Three failures within 10 s open it, for 30 s at first
                and 120 s at most, and luck adds nothing. "Sent before" means before the state began.

                | state | event | next |
                |---|---|---|
                """);
        states().forEach((stateName, state) -> events().forEach((eventName, event) -> {
            State next = BREAKER.next(state, event, NOW, 0);
            text.append("| %s | %s | %s |%n"
                    .formatted(stateName, eventName, next.equals(state) ? "unchanged" : shown(next)));
        }));
        return text.toString();
    }

    private static String shown(State state) {
        return switch (state) {
            case Closed closed ->
                closed.failedAtMs().isEmpty()
                        ? "Closed"
                        : "Closed, failures: " + closed.failedAtMs().size();
            case Open open ->
                open.untilMs() == NOW
                        ? "Open, a probe may pass at once"
                        : "Open for " + (open.untilMs() - NOW) / 1_000 + " s";
            case HalfOpen half -> "HalfOpen, one passes";
        };
    }

    private static State fail(State state, long atMs) {
        return BREAKER.next(state, new Failed(atMs), atMs, 0);
    }
}
