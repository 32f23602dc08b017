package dev.swarmlog.coordinator.session.store;

import dev.swarmlog.coordinator.session.core.Fact.Ending;
import dev.swarmlog.coordinator.session.core.Session;
import dev.swarmlog.coordinator.session.core.part.Answers;
import dev.swarmlog.coordinator.session.core.part.Member;
import dev.swarmlog.coordinator.session.core.part.Stage;
import dev.swarmlog.coordinator.session.core.part.Waiter;
import dev.swarmlog.coordinator.session.core.plan.Plan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** A piece of a session that is written by itself. */
sealed interface Part {
    record Planned(Plan plan) implements Part {}

    /** The head but for the plan, and which event this is after. */
    record Headed(
            long createdMs,
            long startedMs,
            long endedMs,
            @Nullable Ending ending,
            String cause,
            long version,
            long changedMs)
            implements Part {}

    record Peopled(List<Member> members) implements Part {}

    record Staged(List<Stage> stages) implements Part {}

    record Awaited(SortedMap<Integer, List<Waiter>> awaiting) implements Part {}

    record Board(dev.swarmlog.coordinator.session.core.part.Board board) implements Part {}

    record Channel(dev.swarmlog.coordinator.session.core.part.Channel channel) implements Part {}

    record Resources(SortedMap<String, dev.swarmlog.coordinator.session.core.part.Resource> resources)
            implements Part {}

    record Answered(Answers.Page page) implements Part {}

    /** Whether this holds the very same; then there is nothing to write. */
    @SuppressWarnings("ReferenceEquality") // to compare a board of half a megabyte would cost more than to write it
    default boolean isStill(Part other) {
        return this instanceof Headed ? equals(other) : core() == other.core();
    }

    private Object core() {
        return switch (this) {
            case Planned planned -> planned.plan;
            case Headed headed -> headed;
            case Peopled peopled -> peopled.members;
            case Staged staged -> staged.stages;
            case Awaited awaited -> awaited.awaiting;
            case Board board -> board.board;
            case Channel channel -> channel.channel;
            case Resources resources -> resources.resources;
            case Answered answered -> answered.page;
        };
    }

    private static Headed headed(Held held) {
        Session.Head head = held.session().head();
        return new Headed(
                head.createdMs(),
                head.startedMs(),
                head.endedMs(),
                head.ending(),
                head.cause(),
                held.version(),
                held.changedMs());
    }

    /** All of a session, by name. */
    static Map<String, Part> of(Held held) {
        Session session = held.session();
        Map<String, Part> parts = new LinkedHashMap<>();
        parts.put("plan", new Planned(session.plan()));
        parts.put("head", headed(held));
        parts.put("members", new Peopled(session.members().all()));
        parts.put("stages", new Staged(session.stages()));
        parts.put("awaiting", new Awaited(session.awaiting()));
        parts.put("board", new Board(session.board()));
        session.channels().forEach((name, channel) -> parts.put("channel/" + name, new Channel(channel)));
        parts.put("resources", new Resources(session.resources()));
        for (Answers.Page page : session.answers().pages()) {
            parts.put("answers/" + page.number(), new Answered(page));
        }
        return parts;
    }
}
