package dev.swarmlog.coordinator.session.core.machine;

import dev.swarmlog.coordinator.session.core.Ask;
import dev.swarmlog.coordinator.session.core.Fact;
import dev.swarmlog.coordinator.session.core.Fact.Place;
import dev.swarmlog.coordinator.session.core.Session;
import dev.swarmlog.coordinator.session.core.Trigger.Command;
import dev.swarmlog.coordinator.session.core.part.Answer;
import dev.swarmlog.coordinator.session.core.part.Channel;
import dev.swarmlog.coordinator.session.core.part.Claim;
import dev.swarmlog.coordinator.session.core.part.Letter;
import dev.swarmlog.coordinator.session.core.part.Refusal;
import dev.swarmlog.coordinator.session.core.part.Waiter;
import dev.swarmlog.coordinator.session.core.plan.Bounds;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Letters that are sent, taken, acknowledged and given back. */
final class Exchange {
    private Exchange() {}

    static void send(Draft draft, Command command, Ask.Send send) {
        Channel channel = channel(draft, send.channel());
        if (channel == null) {
            draft.settle(command, none(send.channel()));
            return;
        }
        Letter letter = new Letter(channel.last() + 1, command.participant(), send.value(), draft.nowMs);
        if (channel.closed()) {
            draft.settle(command, Answer.refused(Refusal.CLOSED, "channel '" + send.channel() + "' is closed"));
        } else if (channel.isFull() || channel.bytes() + Channel.size(letter) > Bounds.CHANNEL_BYTES_MAX) {
            draft.tell(
                    command,
                    Answer.notNow(
                            Refusal.FULL, "channel '" + send.channel() + "' is full", Pace.retryAfterMs(command.id())));
        } else {
            draft.add(new Fact.Sent(send.channel(), letter.number(), letter.from(), letter.value()));
            draft.settle(command, Answer.ok(letter.number()));
            serve(draft, send.channel());
        }
    }

    static void receive(Draft draft, Command command, Ask.Receive receive) {
        Session session = draft.session();
        if (!session.channels().containsKey(receive.channel())) {
            draft.settle(command, none(receive.channel()));
            return;
        }
        if (!session.members().isPresent(command.participant())) {
            draft.settle(command, Answer.refused(Refusal.NOT_JOINED, "only who takes part receives"));
            return;
        }
        acknowledge(draft, receive.channel(), command.participant(), receive.done());
        Waiter waiter = Draft.asWaiter(command, draft.nowMs + receive.waitMs(), receive.holdMs(), receive.count());
        Channel channel = Objects.requireNonNull(channel(draft, receive.channel()));
        if (!channel.queued().isEmpty()) {
            take(draft, receive.channel(), waiter);
        } else if (channel.isDry()) {
            draft.settle(command, dry(receive.channel()));
        } else if (receive.waitMs() <= 0) {
            draft.settle(command, Answer.OK);
        } else if (draft.mayWait(command)) {
            draft.add(new Fact.WaitBegun(Place.channel(receive.channel()), waiter));
        }
    }

    /** The letters that a repeated command took, unless they were given back or acknowledged since. */
    static List<Letter> takenBy(Session session, Ask.Receive receive, String commandId) {
        Channel channel = session.channels().get(receive.channel());
        return channel == null
                ? List.of()
                : channel.claims(claim -> claim.commandId().equals(commandId)).stream()
                        .map(Claim::letter)
                        .toList();
    }

    static void acknowledge(Draft draft, Command command, Ask.Acknowledge acknowledge) {
        if (channel(draft, acknowledge.channel()) == null) {
            draft.tell(command, none(acknowledge.channel()));
            return;
        }
        acknowledge(draft, acknowledge.channel(), command.participant(), acknowledge.done());
        draft.tell(command, Answer.OK);
    }

    static void close(Draft draft, Command command, Ask.Close close) {
        Channel channel = channel(draft, close.channel());
        if (channel == null) {
            draft.tell(command, none(close.channel()));
            return;
        }
        if (!channel.closed()) {
            draft.add(new Fact.ChannelClosed(close.channel()));
        }
        draft.tell(command, Answer.OK);
        serve(draft, close.channel());
    }

    /** What is in other hands by now is not this one's to acknowledge. */
    private static void acknowledge(Draft draft, String name, String participant, List<Long> done) {
        for (long number : done) {
            Channel channel = Objects.requireNonNull(channel(draft, name));
            Claim claim = channel.claim(number);
            if (claim != null && claim.by().equals(participant)) {
                draft.add(new Fact.Acknowledged(name, number));
            }
        }
        if (!done.isEmpty()) {
            serve(draft, name);
        }
    }

    /** Gives back what those had in hand who are there no more. */
    static void departed(Draft draft, Set<String> participants) {
        giveBack(draft, claim -> participants.contains(claim.by()));
    }

    /** Gives back what was in hand for too long. */
    static void lapse(Draft draft) {
        giveBack(draft, claim -> claim.untilMs() <= draft.nowMs);
    }

    private static void giveBack(Draft draft, Predicate<Claim> which) {
        draft.session().channels().forEach((name, channel) -> {
            List<Claim> back = channel.claims(which);
            back.forEach(
                    claim -> draft.add(new Fact.Returned(name, claim.letter().number())));
            if (!back.isEmpty()) {
                serve(draft, name);
            }
        });
    }

    private static void serve(Draft draft, String name) {
        for (Channel now = channel(draft, name);
                now != null && !now.receivers().isEmpty() && (!now.queued().isEmpty() || now.isDry());
                now = channel(draft, name)) {
            Waiter first = now.receivers().get(0);
            draft.add(new Fact.WaitEnded(Place.channel(name), first.commandId()));
            if (now.isDry()) {
                draft.settle(first, dry(name), List.of());
            } else {
                take(draft, name, first);
            }
        }
    }

    private static void take(Draft draft, String name, Waiter waiter) {
        List<Letter> letters = new ArrayList<>();
        Channel channel = Objects.requireNonNull(channel(draft, name));
        long untilMs = draft.nowMs + waiter.holdMs();
        for (Letter letter : channel.queued()
                .subList(0, Math.min(waiter.count(), channel.queued().size()))) {
            letters.add(letter);
            draft.add(new Fact.Taken(name, letter.number(), waiter.participant(), waiter.commandId(), untilMs));
        }
        draft.settle(waiter, Answer.ok(letters.get(letters.size() - 1).number(), untilMs), letters);
    }

    private static @Nullable Channel channel(Draft draft, String name) {
        return draft.session().channels().get(name);
    }

    private static Answer none(String name) {
        return Answer.refused(Refusal.NO_CHANNEL, "there is no channel '" + name + "'");
    }

    private static Answer dry(String name) {
        return Answer.refused(Refusal.CLOSED, "channel '" + name + "' is closed and empty");
    }
}
