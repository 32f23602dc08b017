package dev.swarmlog.coordinator.session.records;

import dev.swarmlog.coordinator.session.core.Fact;
import dev.swarmlog.coordinator.session.core.part.Address;
import dev.swarmlog.coordinator.session.core.part.Answer;
import dev.swarmlog.coordinator.session.core.part.Blob;
import dev.swarmlog.coordinator.session.core.part.Life;
import dev.swarmlog.coordinator.session.core.part.Refusal;
import dev.swarmlog.coordinator.session.core.part.Waiter;
import dev.swarmlog.coordinator.session.core.plan.Plan;
import dev.swarmlog.v1.SessionCause;
import dev.swarmlog.v1.SessionFact;
import dev.swarmlog.v1.SessionFactKind;
import dev.swarmlog.v1.SessionPlace;
import dev.swarmlog.v1.SessionRefusal;
import dev.swarmlog.v1.SessionState;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Facts to and from Avro. Phases have names there, and places in the plan here. */
public final class Facts {
    private Facts() {}

    public static SessionFact record(Fact fact, Plan plan) {
        return draft(fact, plan).build();
    }

    private static SessionFact.Builder draft(Fact fact, Plan plan) {
        return switch (fact) {
            case Fact.Created created -> of(SessionFactKind.CREATED).setPlan(Plans.record(created.plan()));
            case Fact.Joined joined -> joined(joined);
            case Fact.Left left -> of(SessionFactKind.LEFT).setParticipant(left.participant());
            case Fact.Lost lost -> of(SessionFactKind.LOST).setParticipant(lost.participant());
            case Fact.Started ignored -> of(SessionFactKind.STARTED);
            case Fact.Opened opened ->
                of(SessionFactKind.OPENED).setName(name(plan, opened.phase())).setCause(cause(opened.cause()));
            case Fact.Arrived arrived ->
                of(SessionFactKind.ARRIVED).setName(name(plan, arrived.phase())).setParticipant(arrived.participant());
            case Fact.Put put ->
                of(SessionFactKind.PUT)
                        .setName(put.key())
                        .setNumber(put.version())
                        .setParticipant(put.by())
                        .setValue(bytes(put.value()));
            case Fact.Removed removed ->
                of(SessionFactKind.REMOVED).setName(removed.key()).setNumber(removed.version());
            case Fact.Sent sent ->
                of(SessionFactKind.SENT)
                        .setName(sent.channel())
                        .setNumber(sent.number())
                        .setParticipant(sent.from())
                        .setValue(bytes(sent.value()));
            case Fact.Taken taken ->
                of(SessionFactKind.TAKEN)
                        .setName(taken.channel())
                        .setNumber(taken.number())
                        .setParticipant(taken.by())
                        .setCommandId(taken.commandId())
                        .setUntilMs(taken.untilMs());
            case Fact.Acknowledged heard ->
                of(SessionFactKind.ACKNOWLEDGED).setName(heard.channel()).setNumber(heard.number());
            case Fact.Returned back ->
                of(SessionFactKind.RETURNED).setName(back.channel()).setNumber(back.number());
            case Fact.ChannelClosed closed -> of(SessionFactKind.CHANNEL_CLOSED).setName(closed.channel());
            case Fact.Granted granted ->
                of(SessionFactKind.GRANTED)
                        .setName(granted.resource())
                        .setParticipant(granted.to())
                        .setNumber(granted.fence())
                        .setHoldMs(granted.holdMs())
                        .setUntilMs(granted.untilMs());
            case Fact.Renewed renewed ->
                of(SessionFactKind.RENEWED)
                        .setName(renewed.resource())
                        .setNumber(renewed.fence())
                        .setHoldMs(renewed.holdMs())
                        .setUntilMs(renewed.untilMs());
            case Fact.Freed freed ->
                of(SessionFactKind.FREED)
                        .setName(freed.resource())
                        .setNumber(freed.fence())
                        .setCause(cause(freed.cause()));
            case Fact.WaitBegun begun -> waiter(at(SessionFactKind.WAIT_BEGUN, begun.place(), plan), begun.waiter());
            case Fact.WaitEnded ended ->
                at(SessionFactKind.WAIT_ENDED, ended.place(), plan).setCommandId(ended.commandId());
            case Fact.Answered answered ->
                answer(of(SessionFactKind.ANSWERED).setCommandId(answered.commandId()), answered.answer());
            case Fact.Ended ended ->
                of(SessionFactKind.ENDED)
                        .setState(SessionState.valueOf(ended.ending().name()))
                        .setText(ended.cause());
            case Fact.Forgotten ignored -> of(SessionFactKind.FORGOTTEN);
        };
    }

    private static SessionFact.Builder joined(Fact.Joined joined) {
        return of(SessionFactKind.JOINED)
                .setParticipant(joined.participant())
                .setName(joined.role())
                .setText(joined.life().agentId())
                .setNumber(joined.life().epoch());
    }

    /** Null for what this version does not know. */
    public static @Nullable Fact of(SessionFact written, Plan plan) {
        String name = written.getName();
        String who = written.getParticipant();
        long number = written.getNumber();
        return switch (written.getKind()) {
            case CREATED -> new Fact.Created(Plans.of(Objects.requireNonNull(written.getPlan(), "a plan")));
            case JOINED -> new Fact.Joined(who, name, new Life(written.getText(), number));
            case LEFT -> new Fact.Left(who);
            case LOST -> new Fact.Lost(who);
            case STARTED -> new Fact.Started();
            case OPENED -> new Fact.Opened(plan.phase(name), cause(written));
            case ARRIVED -> new Fact.Arrived(plan.phase(name), who);
            case PUT -> new Fact.Put(name, number, who, Commands.blob(written.getValue()));
            case REMOVED -> new Fact.Removed(name, number);
            case SENT -> new Fact.Sent(name, number, who, Commands.blob(written.getValue()));
            case TAKEN -> new Fact.Taken(name, number, who, written.getCommandId(), written.getUntilMs());
            case ACKNOWLEDGED -> new Fact.Acknowledged(name, number);
            case RETURNED -> new Fact.Returned(name, number);
            case CHANNEL_CLOSED -> new Fact.ChannelClosed(name);
            case GRANTED -> new Fact.Granted(name, who, number, written.getHoldMs(), written.getUntilMs());
            case RENEWED -> new Fact.Renewed(name, number, written.getHoldMs(), written.getUntilMs());
            case FREED -> new Fact.Freed(name, number, cause(written));
            case WAIT_BEGUN -> new Fact.WaitBegun(place(written, plan), waiter(written));
            case WAIT_ENDED -> new Fact.WaitEnded(place(written, plan), written.getCommandId());
            case ANSWERED -> new Fact.Answered(written.getCommandId(), answer(written));
            case ENDED -> new Fact.Ended(Fact.Ending.valueOf(written.getState().name()), written.getText());
            case FORGOTTEN -> new Fact.Forgotten();
            case UNKNOWN -> null;
        };
    }

    private static SessionFact.Builder of(SessionFactKind kind) {
        return SessionFact.newBuilder().setKind(kind);
    }

    private static SessionFact.Builder at(SessionFactKind kind, Fact.Place place, Plan plan) {
        return of(kind).setPlace(SessionPlace.valueOf(place.kind().name()))
                .setName(place.kind() == Fact.Place.Kind.PHASE ? name(plan, place.phase()) : place.name());
    }

    private static Fact.Place place(SessionFact written, Plan plan) {
        Fact.Place.Kind kind = Fact.Place.Kind.valueOf(written.getPlace().name());
        return kind == Fact.Place.Kind.PHASE
                ? Fact.Place.phase(plan.phase(written.getName()))
                : new Fact.Place(kind, written.getName());
    }

    private static SessionFact.Builder waiter(SessionFact.Builder draft, Waiter waiter) {
        return draft.setCommandId(waiter.commandId())
                .setParticipant(waiter.participant())
                .setReplyPartition(waiter.address().partition())
                .setCorrelationKey(waiter.address().key())
                .setUntilMs(waiter.untilMs())
                .setHoldMs(waiter.holdMs())
                .setCount(waiter.count());
    }

    private static Waiter waiter(SessionFact written) {
        return new Waiter(
                written.getCommandId(),
                written.getParticipant(),
                new Address(written.getReplyPartition(), written.getCorrelationKey()),
                written.getUntilMs(),
                written.getHoldMs(),
                written.getCount());
    }

    private static SessionFact.Builder answer(SessionFact.Builder draft, Answer answer) {
        return draft.setRefusal(SessionRefusal.valueOf(answer.refusal().name()))
                .setText(answer.detail())
                .setNumber(answer.number())
                .setUntilMs(answer.untilMs());
    }

    private static Answer answer(SessionFact written) {
        return new Answer(
                Refusal.valueOf(written.getRefusal().name()),
                written.getText(),
                written.getNumber(),
                written.getUntilMs(),
                0);
    }

    private static SessionCause cause(Fact.Cause cause) {
        return SessionCause.valueOf(cause.name());
    }

    private static Fact.Cause cause(SessionFact written) {
        return Fact.Cause.valueOf(written.getCause().name());
    }

    private static String name(Plan plan, int phase) {
        return plan.phases().get(phase).name();
    }

    private static ByteBuffer bytes(Blob value) {
        return ByteBuffer.wrap(value.bytes());
    }
}
