package dev.swarmlog.coordinator.session.core.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.coordinator.session.core.Ask;
import dev.swarmlog.coordinator.session.core.Decision;
import dev.swarmlog.coordinator.session.core.Fact;
import dev.swarmlog.coordinator.session.core.Told;
import dev.swarmlog.coordinator.session.core.Trigger.Command;
import dev.swarmlog.coordinator.session.core.part.Blob;
import dev.swarmlog.coordinator.session.core.part.Entry;
import dev.swarmlog.coordinator.session.core.part.Letter;
import dev.swarmlog.coordinator.session.core.part.Life;
import dev.swarmlog.coordinator.session.core.part.Refusal;
import dev.swarmlog.coordinator.session.core.plan.Barrier;
import dev.swarmlog.coordinator.session.core.plan.Plan;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What must hold of a session, by a model of its own: it knows facts and answers, and nothing of how they come about. */
final class Laws {
    private record Lease(String holder, long fence, long untilMs) {}

    private record Value(long version, Blob blob) {}

    private static final class Lane {
        long last;
        boolean closed;
        final TreeSet<Long> queued = new TreeSet<>();
        final Map<Long, String> claimed = new HashMap<>();
    }

    private final Plan plan;
    private final Map<String, String> present = new TreeMap<>();
    private final Map<String, Life> lives = new HashMap<>();
    private final Map<String, String> lost = new HashMap<>();
    private final Map<Integer, Long> opened = new HashMap<>();
    private final Map<Integer, Set<String>> arrived = new HashMap<>();
    private final Map<String, Lane> lanes = new HashMap<>();
    private final Map<String, Lease> leases = new HashMap<>();
    private final Map<String, Long> fences = new HashMap<>();
    private final Map<String, Value> board = new HashMap<>();
    private long revision;
    private long createdMs;
    private boolean started;
    private boolean over;

    Laws(Plan plan) {
        this.plan = plan;
        plan.channels().forEach(channel -> lanes.put(channel.name(), new Lane()));
    }

    void happened(Fact fact, long nowMs) {
        assertThat(over && !(fact instanceof Fact.Forgotten))
                .as("%s after the end", fact)
                .isFalse();
        switch (fact) {
            case Fact.Created ignored -> createdMs = nowMs;
            case Fact.Joined joined -> joined(joined);
            case Fact.Left left ->
                assertThat(present.remove(left.participant())).isNotNull();
            case Fact.Lost gone -> lost(gone.participant());
            case Fact.Started ignored -> started(nowMs);
            case Fact.Opened open -> opened(open, nowMs);
            case Fact.Arrived arrival -> arrived(arrival);
            case Fact.Put put -> put(put.key(), put.version(), put.value());
            case Fact.Removed removed -> put(removed.key(), removed.version(), null);
            case Fact.Sent sent -> sent(sent);
            case Fact.Taken taken -> taken(taken);
            case Fact.Acknowledged done ->
                assertThat(lane(done.channel()).claimed.remove(done.number())).isNotNull();
            case Fact.Returned back -> {
                assertThat(lane(back.channel()).claimed.remove(back.number())).isNotNull();
                lane(back.channel()).queued.add(back.number());
            }
            case Fact.ChannelClosed closed -> lane(closed.channel()).closed = true;
            case Fact.Granted granted -> granted(granted, nowMs);
            case Fact.Renewed renewed -> renewed(renewed);
            case Fact.Freed freed -> freed(freed, nowMs);
            case Fact.WaitBegun ignored -> {}
            case Fact.WaitEnded ignored -> {}
            case Fact.Answered ignored -> {}
            case Fact.Ended ended -> ended(ended, nowMs);
            case Fact.Forgotten ignored -> assertThat(over).isTrue();
        }
    }

    private Lane lane(String channel) {
        return Objects.requireNonNull(lanes.get(channel));
    }

    private void joined(Fact.Joined joined) {
        String id = joined.participant();
        Life before = lives.put(id, joined.life());
        boolean isBack = role(before, id, joined);
        assertThat(started && !isBack).as("joined a session that goes on").isFalse();
        present.put(id, joined.role());
        lost.remove(id);
        assertThat(present.values().stream().filter(joined.role()::equals).count())
                .isLessThanOrEqualTo(plan.roles().getOrDefault(joined.role(), 0));
    }

    /** Whether it was there before; then it is a later life, in the same role. */
    private boolean role(@Nullable Life before, String id, Fact.Joined joined) {
        String role = present.getOrDefault(id, lost.get(id));
        if (role == null) {
            assertThat(before).as("who left is back").isNull();
            return false;
        }
        assertThat(joined.role()).isEqualTo(role);
        assertThat(joined.life().isAfter(Objects.requireNonNull(before))).isTrue();
        return true;
    }

    private void lost(String id) {
        String role = Objects.requireNonNull(present.remove(id), "lost twice");
        assertThat(Objects.requireNonNull(lives.get(id)).isAgent()).isTrue();
        lost.put(id, role);
    }

    /** These lives are over: nobody is there in one of them, and nobody was lost but by them. */
    void livesOver(Map<String, Long> epochs, Set<String> lostNow) {
        lives.forEach((id, life) -> {
            boolean isOver = life.isAgent() && life.epoch() <= epochs.getOrDefault(life.agentId(), 0L);
            assertThat(isOver && present.containsKey(id)).as("not lost").isFalse();
            assertThat(lostNow.contains(id) && !isOver).as("lost alive").isFalse();
        });
        lostNow.forEach(id -> {
            assertThat(leases.values()).noneMatch(lease -> lease.holder.equals(id));
            assertThat(lanes.values()).noneMatch(lane -> lane.claimed.values().contains(id));
        });
    }

    private void started(long nowMs) {
        assertThat(started).isFalse();
        started = true;
        boolean all = plan.roles().entrySet().stream()
                .allMatch(role ->
                        present.values().stream().filter(role.getKey()::equals).count() == role.getValue());
        boolean enough =
                plan.start().quorum() > 0 && present.size() >= plan.start().quorum();
        boolean late = plan.start().deadlineMs() > 0
                && nowMs >= createdMs + plan.start().deadlineMs();
        assertThat(all || enough || late).as("started early").isTrue();
    }

    /** No barrier opens twice, and none before what it waits for was there. */
    private void opened(Fact.Opened open, long nowMs) {
        assertThat(started).isTrue();
        assertThat(opened.put(open.phase(), nowMs)).as("opened twice").isNull();
        List<Integer> after = plan.phases().get(open.phase()).after();
        if (after.isEmpty()) {
            return;
        }
        mayPass(after, plan.phases().get(open.phase()).barrier(), open.cause(), nowMs);
    }

    private void mayPass(List<Integer> after, Barrier barrier, Fact.@Nullable Cause cause, long nowMs) {
        assertThat(opened.keySet()).as("opened before what is above").containsAll(after);
        long sinceMs = after.stream()
                .mapToLong(phase -> Objects.requireNonNull(opened.get(phase)))
                .max()
                .orElseThrow();
        boolean all = after.stream().allMatch(this::isComplete);
        boolean enough = barrier.quorum() > 0
                && after.stream()
                        .allMatch(phase -> isComplete(phase) || at(phase).size() >= barrier.quorum());
        boolean late = barrier.deadlineMs() > 0 && nowMs >= sinceMs + barrier.deadlineMs();
        if (cause == null) {
            assertThat(all || enough || late).as("opened early").isTrue();
        } else {
            assertThat(
                            switch (cause) {
                                case ALL -> all;
                                case QUORUM -> enough;
                                case DEADLINE -> late;
                                default -> false;
                            })
                    .as("opened early, by %s", cause)
                    .isTrue();
        }
    }

    private Set<String> at(int phase) {
        return arrived.getOrDefault(phase, Set.of());
    }

    private boolean isComplete(int phase) {
        String role = plan.phases().get(phase).role();
        return !at(phase).isEmpty()
                && present.entrySet().stream()
                        .filter(member -> role.isEmpty() || member.getValue().equals(role))
                        .allMatch(member -> at(phase).contains(member.getKey()));
    }

    private void arrived(Fact.Arrived arrival) {
        assertThat(opened).containsKey(arrival.phase());
        assertThat(present).containsKey(arrival.participant());
        assertThat(arrived.computeIfAbsent(arrival.phase(), phase -> new HashSet<>())
                        .add(arrival.participant()))
                .as("arrived twice")
                .isTrue();
    }

    private void put(String key, long version, @Nullable Blob blob) {
        assertThat(version).isEqualTo(++revision);
        if (blob == null) {
            assertThat(board.remove(key)).isNotNull();
        } else {
            board.put(key, new Value(version, blob));
        }
    }

    private void sent(Fact.Sent sent) {
        Lane lane = lane(sent.channel());
        assertThat(sent.number()).isEqualTo(++lane.last);
        assertThat(lane.closed).isFalse();
        lane.queued.add(sent.number());
        int capacity = plan.channels().stream()
                .filter(channel -> channel.name().equals(sent.channel()))
                .findFirst()
                .orElseThrow()
                .capacity();
        assertThat(lane.queued.size() + lane.claimed.size()).isLessThanOrEqualTo(capacity);
    }

    /** The first there is, and in nobody else's hands. */
    private void taken(Fact.Taken taken) {
        Lane lane = lane(taken.channel());
        assertThat(lane.queued.first()).as("out of order").isEqualTo(taken.number());
        lane.queued.remove(taken.number());
        assertThat(lane.claimed.put(taken.number(), taken.by()))
                .as("in two hands")
                .isNull();
    }

    private void granted(Fact.Granted granted, long nowMs) {
        assertThat(present).containsKey(granted.to());
        assertThat(leases).as("two holders of %s", granted.resource()).doesNotContainKey(granted.resource());
        assertThat(granted.fence()).isEqualTo(fences.getOrDefault(granted.resource(), 0L) + 1);
        assertThat(granted.untilMs()).isEqualTo(nowMs + granted.holdMs());
        fences.put(granted.resource(), granted.fence());
        leases.put(granted.resource(), new Lease(granted.to(), granted.fence(), granted.untilMs()));
    }

    private void renewed(Fact.Renewed renewed) {
        Lease held = Objects.requireNonNull(leases.get(renewed.resource()));
        assertThat(held.fence).isEqualTo(renewed.fence());
        leases.put(renewed.resource(), new Lease(held.holder, held.fence, renewed.untilMs()));
    }

    private void freed(Fact.Freed freed, long nowMs) {
        Lease held = Objects.requireNonNull(leases.remove(freed.resource()), "nobody held it");
        assertThat(held.fence).isEqualTo(freed.fence());
        if (freed.cause() == Fact.Cause.EXPIRED) {
            assertThat(nowMs).as("expired early").isGreaterThanOrEqualTo(held.untilMs);
        }
    }

    private void ended(Fact.Ended ended, long nowMs) {
        over = true;
        if (ended.ending() == Fact.Ending.EXPIRED) {
            assertThat(nowMs).isGreaterThanOrEqualTo(createdMs + plan.deadlineMs());
        }
    }

    /** Completed by its phases, and not by somebody's word. */
    void completedByItself(long nowMs) {
        mayPass(plan.lastPhases(), plan.end(), null, nowMs);
    }

    /** Before the facts of the command that this answers; a read sees what was put last, and nothing else. */
    void answered(Command command, Told told) {
        switch (command.ask()) {
            case Ask.Get get
            when told.answer().isOk() -> {
                assertThat(told.answer().number()).isEqualTo(revision);
                long expected = board.keySet().stream()
                        .filter(key -> get.prefix() ? key.startsWith(get.key()) : key.equals(get.key()))
                        .count();
                assertThat(told.entries()).hasSize((int) expected);
                for (Entry entry : told.entries()) {
                    Value value = Objects.requireNonNull(board.get(entry.key()));
                    assertThat(entry.version()).isEqualTo(value.version);
                    assertThat(entry.value()).isEqualTo(value.blob);
                }
            }
            case Ask.Put put when put.version() != Ask.ANY -> compareAndSet(told, put.key(), put.version());
            case Ask.Remove remove
            when remove.version() != Ask.ANY -> compareAndSet(told, remove.key(), remove.version());
            default -> {}
        }
    }

    private void compareAndSet(Told told, String key, long wanted) {
        Value value = board.get(key);
        long version = value == null ? 0 : value.version;
        if (told.answer().isOk()) {
            assertThat(version).as("set though it was not compared").isEqualTo(wanted);
        } else if (told.answer().refusal() == Refusal.CONFLICT) {
            assertThat(version).isNotEqualTo(wanted);
            assertThat(told.answer().number()).isEqualTo(version);
        }
    }

    /** What a receiver is given was taken for this very receiver, who may have acknowledged it, or left, in the same breath. */
    void received(String channel, String by, Decision decision, List<Letter> letters) {
        long before = 0;
        for (Letter letter : letters) {
            assertThat(letter.number()).isGreaterThan(before);
            before = letter.number();
            if (!decision.facts().contains(new Fact.Acknowledged(channel, letter.number()))
                    && !decision.facts().contains(new Fact.Left(by))
                    && !decision.facts().contains(new Fact.Lost(by))) {
                assertThat(lane(channel).claimed.get(letter.number())).isEqualTo(by);
            }
        }
    }

    boolean isOver() {
        return over;
    }

    /** Every letter that was accepted and not acknowledged. */
    int letters() {
        return lanes.values().stream()
                .mapToInt(lane -> lane.queued.size() + lane.claimed.size())
                .sum();
    }
}
