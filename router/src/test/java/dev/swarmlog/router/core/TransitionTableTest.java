package dev.swarmlog.router.core;

import static dev.swarmlog.router.core.Messages.MACHINE;
import static dev.swarmlog.router.core.Messages.NOW;
import static dev.swarmlog.router.core.Messages.TERMS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.router.core.MessageEvent.AgentLost;
import dev.swarmlog.router.core.MessageEvent.CapacityFreed;
import dev.swarmlog.router.core.MessageEvent.Completed;
import dev.swarmlog.router.core.MessageEvent.Declined;
import dev.swarmlog.router.core.MessageEvent.Failed;
import dev.swarmlog.router.core.MessageEvent.Progressed;
import dev.swarmlog.router.core.MessageEvent.SentBefore;
import dev.swarmlog.router.core.MessageEvent.Submitted;
import dev.swarmlog.router.core.MessageEvent.TimedOut;
import dev.swarmlog.router.core.MessageEvent.Withdrawn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Writes what every event does in every state to docs/router-transitions.md with {@code -Dregenerate}, else compares. */
final class TransitionTableTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "router-transitions.md");

    private static final Map<String, MessageState> STATES = new LinkedHashMap<>();
    private static final Map<String, MessageEvent> EVENTS = new LinkedHashMap<>();

    static {
        STATES.put("Unseen", MessageState.Unseen.INSTANCE);
        STATES.put("Waiting", Messages.waiting(1));
        STATES.put("Waiting, capability unheard of", new MessageState.Waiting(MessageState.Tries.NONE, NOW + 100, ""));
        STATES.put("InFlight", Messages.inFlight(2));
        STATES.put("InFlight, last attempt", Messages.inFlight(3));
        STATES.put("Withdrawing", Messages.withdrawing(2));
        STATES.put("BackingOff", Messages.backingOff(2));
        STATES.put("HandedOver", new MessageState.HandedOver(1));
        STATES.put("Gathering", new MessageState.Gathering(NOW + 100));
        STATES.put("Answered", Messages.answered());

        EVENTS.put("Submitted", Submitted.ANEW);
        EVENTS.put("Submitted, may be under way", new Submitted(true));
        EVENTS.put("SentBefore", new SentBefore(of(1)));
        EVENTS.put("CapacityFreed", new CapacityFreed());
        EVENTS.put("Progressed", new Progressed(of(2)));
        EVENTS.put("Progressed, lower fence", new Progressed(of(0)));
        EVENTS.put("Completed", new Completed(of(3)));
        EVENTS.put("Completed, lower fence", new Completed(of(0)));
        for (FailureClass failure : FailureClass.values()) {
            EVENTS.put("Failed " + failure, new Failed(of(2), failure, "why", 5_000));
        }
        EVENTS.put("Failed, lower fence", new Failed(of(0), FailureClass.RETRYABLE, "why", 0));
        EVENTS.put("Declined RETRYABLE", new Declined(of(2), FailureClass.RETRYABLE, "leaving", 0));
        EVENTS.put("Declined RESOURCE_EXHAUSTED", new Declined(of(2), FailureClass.RESOURCE_EXHAUSTED, "full", 0));
        EVENTS.put("Declined, lower fence", new Declined(of(0), FailureClass.RETRYABLE, "leaving", 0));
        EVENTS.put("AgentLost", new AgentLost("a", 7));
        EVENTS.put("AgentLost, earlier start", new AgentLost("a", 6));
        EVENTS.put("AgentLost, another", new AgentLost("z", 9));
        EVENTS.put("Withdrawn", new Withdrawn("why", MessageState.NEVER));
        EVENTS.put("TimedOut, too early", new TimedOut());
        EVENTS.put("TimedOut, state is due", new TimedOut());
        EVENTS.put("TimedOut, deadline", new TimedOut());
    }

    @Test
    void tableCoversEveryStateAndEvent() {
        assertThat(STATES.values().stream().map(Object::getClass).distinct().count())
                .isEqualTo(MessageState.class.getPermittedSubclasses().length);
        assertThat(EVENTS.values().stream().map(Object::getClass).distinct().count())
                .isEqualTo(MessageEvent.class.getPermittedSubclasses().length);
    }

    @Test
    void documentShowsWhatTheMachineDoes() throws IOException {
        String table = render();

        if (System.getProperty("regenerate") != null) {
            Files.createDirectories(DOCUMENT.getParent());
            Files.writeString(DOCUMENT, table);
        }

        assertThat(DOCUMENT)
                .exists()
                .content()
                .as("regenerate with -Dregenerate")
                .isEqualTo(table);
    }

    private static String render() {
        StringBuilder text = new StringBuilder("""
                # The life of a message in the router

                Generated from `MessageMachine` by `TransitionTableTest`; do not edit. The message was assigned as often as
                the number says, which is its fence; it gets three attempts, and its requester named a reply topic.

                | state | event | an agent is free | no agent is free | free, but the retry budget is used up |
                |---|---|---|---|---|
                """);
        STATES.forEach((stateName, state) -> EVENTS.forEach((eventName, event) -> {
            MessageEvent fitting = fitted(event, state);
            long now = timeOf(eventName, state);
            text.append("| %s | %s | %s | %s | %s |%n"
                    .formatted(
                            stateName,
                            eventName,
                            shown(MACHINE.decide(TERMS, state, fitting, now, FakeRoster.of("b"))),
                            shown(MACHINE.decide(
                                    TERMS, state, fitting, now, FakeRoster.of().withoutTheCapability())),
                            shown(MACHINE.decide(
                                    TERMS,
                                    state,
                                    fitting,
                                    now,
                                    FakeRoster.of("b").withoutBudget()))));
        }));
        return text.toString();
    }

    /** News of the present assignment speaks of its fence, whatever that is. */
    private static MessageEvent fitted(MessageEvent event, MessageState state) {
        return switch (event) {
            case Progressed progressed when progressed.of().fence() > 0 -> new Progressed(of(state.attempt()));
            case Completed completed when completed.of().fence() > 0 -> new Completed(of(Math.max(1, state.attempt())));
            case Failed failed
            when failed.of().fence() > 0 ->
                new Failed(of(state.attempt()), failed.failureClass(), failed.error(), failed.retryAfterMs());
            case Declined declined
            when declined.of().fence() > 0 ->
                new Declined(of(state.attempt()), declined.failureClass(), declined.error(), declined.retryAfterMs());
            default -> event;
        };
    }

    private static MessageEvent.Assignment of(int fence) {
        return new MessageEvent.Assignment(fence, "a", 7);
    }

    private static long timeOf(String event, MessageState state) {
        if (event.endsWith("deadline")) {
            return TERMS.deadlineMs();
        }
        long due = state.dueMs(TERMS);
        return event.endsWith("due") && due < TERMS.deadlineMs() ? due : NOW;
    }

    private static String shown(Decision decision) {
        if (decision.effects().size() == 1 && decision.effects().getFirst() instanceof Effect.Ignore(var reason)) {
            return "ignored: " + reason;
        }
        String next = decision.next().getClass().getSimpleName() + " "
                + decision.next().attempt();
        return Stream.concat(Stream.of(next), decision.effects().stream().map(TransitionTableTest::shown))
                .collect(Collectors.joining(" · "));
    }

    private static String shown(Effect effect) {
        return switch (effect) {
            case Effect.Deliver deliver -> "deliver attempt " + deliver.attempt();
            case Effect.Withdraw withdraw -> "tell the agent";
            case Effect.Reply reply -> "reply " + shown(reply.answer());
            case Effect.DeadLetter letter -> "dead letter " + shown(letter.answer());
            case Effect.Join() -> "tell the newcomer too";
            case Effect.Repeat() -> "repeat the reply";
            case Effect.Forget() -> "forget";
            case Effect.Ignore ignore -> "ignored: " + ignore.reason();
        };
    }

    private static String shown(Answer answer) {
        String status = answer.status().name();
        String cause = answer.cause().name();
        String plain = answer.cause() == Answer.Cause.NONE || cause.equals(status) ? status : status + " " + cause;
        return answer.inDoubt() ? plain + ", in doubt" : plain;
    }
}
