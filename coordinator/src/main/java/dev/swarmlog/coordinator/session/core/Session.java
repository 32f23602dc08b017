package dev.swarmlog.coordinator.session.core;

import dev.swarmlog.coordinator.session.core.Fact.Place;
import dev.swarmlog.coordinator.session.core.part.Answers;
import dev.swarmlog.coordinator.session.core.part.Board;
import dev.swarmlog.coordinator.session.core.part.Channel;
import dev.swarmlog.coordinator.session.core.part.Entry;
import dev.swarmlog.coordinator.session.core.part.Lease;
import dev.swarmlog.coordinator.session.core.part.Letter;
import dev.swarmlog.coordinator.session.core.part.Member.Presence;
import dev.swarmlog.coordinator.session.core.part.Members;
import dev.swarmlog.coordinator.session.core.part.Resource;
import dev.swarmlog.coordinator.session.core.part.Stage;
import dev.swarmlog.coordinator.session.core.part.Waiter;
import dev.swarmlog.coordinator.session.core.plan.Plan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * All that there is to know of a session.
 *
 * @param awaiting who waits for a phase to open, by its place in the plan
 */
public record Session(
        Head head,
        Members members,
        List<Stage> stages,
        SortedMap<Integer, List<Waiter>> awaiting,
        Board board,
        SortedMap<String, Channel> channels,
        SortedMap<String, Resource> resources,
        Answers answers) {

    /**
     * What changes seldom.
     *
     * @param ending null while it is not over
     * @param startedMs 0 while participants gather
     * @param cause why it is over
     */
    public record Head(
            String id,
            Plan plan,
            long createdMs,
            long startedMs,
            long endedMs,
            Fact.@Nullable Ending ending,
            String cause) {}

    /** Of a session that came to be by this fact. */
    public static Session created(String id, Fact.Created created, long atMs) {
        Plan plan = created.plan();
        SortedMap<String, Channel> channels = new TreeMap<>();
        plan.channels().forEach(channel -> channels.put(channel.name(), Channel.of(channel.capacity())));
        return new Session(
                new Head(id, plan, atMs, 0, 0, null, ""),
                Members.NOBODY,
                Collections.nCopies(plan.phases().size(), Stage.CLOSED),
                new TreeMap<>(),
                Board.EMPTY,
                channels,
                new TreeMap<>(),
                Answers.NONE);
    }

    public String id() {
        return head.id();
    }

    public Plan plan() {
        return head.plan();
    }

    public boolean isOver() {
        return head.ending() != null;
    }

    public boolean isGathering() {
        return head.startedMs() == 0 && !isOver();
    }

    public Resource resource(String name) {
        return resources.getOrDefault(name, Resource.UNUSED);
    }

    public List<Waiter> awaiting(int phase) {
        return awaiting.getOrDefault(phase, List.of());
    }

    public Stage stage(int phase) {
        return stages.get(phase);
    }

    /** The session after something happened; null when that was its being forgotten. */
    public @Nullable Session after(Fact fact, long atMs) {
        return switch (fact) {
            case Fact.Created ignored -> this;
            case Fact.Joined joined -> with(members.joined(joined.participant(), joined.role(), joined.life()));
            case Fact.Left left -> with(members.without(members.number(left.participant()), Presence.LEFT));
            case Fact.Lost lost -> with(members.without(members.number(lost.participant()), Presence.LOST));
            case Fact.Started ignored -> with(new Head(id(), plan(), head.createdMs(), atMs, 0, null, ""));
            case Fact.Opened opened -> at(opened.phase(), stage -> stage.opened(atMs));
            case Fact.Arrived arrived ->
                at(arrived.phase(), stage -> stage.reached(members.number(arrived.participant())));
            case Fact.Put put -> with(board.with(new Entry(put.key(), put.version(), put.by(), put.value())));
            case Fact.Removed removed -> with(board.without(removed.key(), removed.version()));
            case Fact.Sent sent ->
                in(sent.channel(), channel -> channel.sent(new Letter(sent.number(), sent.from(), sent.value(), atMs)));
            case Fact.Taken taken ->
                in(taken.channel(), channel -> channel.taken(taken.by(), taken.commandId(), taken.untilMs()));
            case Fact.Acknowledged heard -> in(heard.channel(), channel -> channel.acknowledged(heard.number()));
            case Fact.Returned back -> in(back.channel(), channel -> channel.returned(back.number()));
            case Fact.ChannelClosed closed -> in(closed.channel(), Channel::close);
            case Fact.Granted granted -> of(granted.resource(), resource -> resource.granted(lease(granted)));
            case Fact.Renewed renewed -> of(renewed.resource(), resource -> renewed(resource, renewed));
            case Fact.Freed freed -> of(freed.resource(), Resource::free);
            case Fact.WaitBegun begun -> waiting(begun.place(), those -> Waiter.plus(those, begun.waiter()));
            case Fact.WaitEnded ended -> waiting(ended.place(), those -> Waiter.without(those, ended.commandId()));
            case Fact.Answered answered -> with(answers.with(answered.commandId(), answered.answer()));
            case Fact.Ended ended -> over(ended, atMs);
            case Fact.Forgotten ignored -> null;
        };
    }

    private static Lease lease(Fact.Granted granted) {
        return new Lease(granted.to(), granted.fence(), granted.holdMs(), granted.untilMs());
    }

    private static Resource renewed(Resource resource, Fact.Renewed by) {
        Lease before = Objects.requireNonNull(resource.lease(), "what is renewed is held");
        return resource.granted(new Lease(before.holder(), before.fence(), by.holdMs(), by.untilMs()));
    }

    /** Nobody waits any more, nothing is held; the board and the fences stay to be read. */
    private Session over(Fact.Ended ended, long atMs) {
        SortedMap<String, Channel> emptied = new TreeMap<>(channels);
        emptied.replaceAll((name, channel) -> channel.emptied());
        SortedMap<String, Resource> freed = new TreeMap<>(resources);
        freed.replaceAll((name, resource) -> resource.free().withWaiting(List.of()));
        Head last = new Head(id(), plan(), head.createdMs(), head.startedMs(), atMs, ended.ending(), ended.cause());
        return new Session(last, members, stages, new TreeMap<>(), board, emptied, freed, answers);
    }

    private Session with(Head changed) {
        return new Session(changed, members, stages, awaiting, board, channels, resources, answers);
    }

    private Session with(Members changed) {
        return new Session(head, changed, stages, awaiting, board, channels, resources, answers);
    }

    private Session with(Board changed) {
        return new Session(head, members, stages, awaiting, changed, channels, resources, answers);
    }

    private Session with(Answers changed) {
        return new Session(head, members, stages, awaiting, board, channels, resources, changed);
    }

    private Session at(int phase, UnaryOperator<Stage> change) {
        List<Stage> changed = new ArrayList<>(stages);
        changed.set(phase, change.apply(stages.get(phase)));
        return new Session(head, members, changed, awaiting, board, channels, resources, answers);
    }

    private Session in(String channel, UnaryOperator<Channel> change) {
        SortedMap<String, Channel> changed = new TreeMap<>(channels);
        changed.compute(channel, (name, before) -> change.apply(Objects.requireNonNull(before, name)));
        return new Session(head, members, stages, awaiting, board, changed, resources, answers);
    }

    private Session of(String resource, UnaryOperator<Resource> change) {
        SortedMap<String, Resource> changed = new TreeMap<>(resources);
        changed.put(resource, change.apply(resource(resource)));
        return new Session(head, members, stages, awaiting, board, channels, changed, answers);
    }

    private Session waiting(Place place, UnaryOperator<List<Waiter>> change) {
        return switch (place.kind()) {
            case PHASE -> {
                SortedMap<Integer, List<Waiter>> changed = new TreeMap<>(awaiting);
                List<Waiter> now = change.apply(awaiting(place.phase()));
                if (now.isEmpty()) {
                    changed.remove(place.phase());
                } else {
                    changed.put(place.phase(), now);
                }
                yield new Session(head, members, stages, changed, board, channels, resources, answers);
            }
            case CHANNEL -> in(place.name(), channel -> channel.withReceivers(change.apply(channel.receivers())));
            case RESOURCE -> of(place.name(), resource -> resource.withWaiting(change.apply(resource.waiting())));
        };
    }
}
