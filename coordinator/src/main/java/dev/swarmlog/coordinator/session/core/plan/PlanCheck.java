package dev.swarmlog.coordinator.session.core.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** All that is wrong with a plan, each with the field that it is about. */
public final class PlanCheck {
    private final Plan plan;
    private final List<String> problems = new ArrayList<>();

    private PlanCheck(Plan plan) {
        this.plan = plan;
    }

    /** Empty when all is well. */
    public static List<String> problems(Plan plan) {
        PlanCheck check = new PlanCheck(plan);
        check.people();
        check.phases();
        check.channels();
        check.times();
        return check.problems;
    }

    private void people() {
        require(plan.type().isEmpty() || Bounds.isName(plan.type()), "type", "a name is expected");
        require(plan.tags().size() <= Bounds.TAGS_MAX, "tags", "at most " + Bounds.TAGS_MAX);
        plan.tags()
                .forEach((tag, value) -> require(
                        Bounds.isName(tag) && value.length() <= Bounds.TEXT_CHARS_MAX,
                        "tags." + tag,
                        "a name with up to " + Bounds.TEXT_CHARS_MAX + " characters is expected"));
        require(plan.roles().size() <= Bounds.ROLES_MAX, "roles", "at most " + Bounds.ROLES_MAX);
        plan.roles().forEach((role, count) -> {
            require(role.isEmpty() || Bounds.isName(role), "roles." + role, "a name is expected");
            require(
                    count >= 1 && count <= Bounds.PARTICIPANTS_MAX,
                    "roles." + role,
                    "1 to " + Bounds.PARTICIPANTS_MAX + " participants are expected, not " + count);
        });
        require(
                plan.roles().values().stream().mapToLong(Integer::longValue).sum() <= Bounds.PARTICIPANTS_MAX,
                "roles",
                "at most " + Bounds.PARTICIPANTS_MAX + " participants");
        require(!plan.roles().isEmpty(), "roles", "one role at least is expected");
        barrier("start", plan.start(), plan.places(""));
    }

    private void phases() {
        require(plan.phases().size() <= Bounds.PHASES_MAX, "phases", "at most " + Bounds.PHASES_MAX);
        Set<String> names = new HashSet<>();
        for (int i = 0; i < plan.phases().size(); i++) {
            Phase phase = plan.phases().get(i);
            String at = "phases[" + i + "]";
            require(Bounds.isName(phase.name()), at + ".name", "a name is expected, not '" + phase.name() + "'");
            require(names.add(phase.name()), at + ".name", "'" + phase.name() + "' is there already");
            require(
                    phase.role().isEmpty() || plan.roles().containsKey(phase.role()),
                    at + ".role",
                    "there is no role '" + phase.role() + "'");
            for (int before : phase.after()) {
                require(before >= 0 && before < i, at + ".after", "a phase above this one is expected");
            }
            boolean first = phase.after().isEmpty();
            require(
                    !first || phase.barrier().equals(Barrier.ALL),
                    at + ".barrier",
                    "a phase that is after no other opens with the session; 'start' says when");
            barrier(at + ".barrier", phase.barrier(), fewest(phase.after()));
        }
        barrier("end", plan.end(), fewest(plan.lastPhases()));
        require(
                !plan.phases().isEmpty() || plan.end().equals(Barrier.ALL),
                "end",
                "without phases a session ends when somebody says so");
    }

    /** So many participants the smallest of these phases has. */
    private int fewest(List<Integer> phases) {
        return phases.stream()
                .filter(place -> place >= 0 && place < plan.phases().size())
                .mapToInt(place -> plan.places(plan.phases().get(place).role()))
                .min()
                .orElse(plan.places(""));
    }

    private void barrier(String at, Barrier barrier, int of) {
        require(
                barrier.quorum() >= 0 && barrier.quorum() <= of,
                at + ".quorum",
                "1 to " + of + " are expected, or 0 for all, not " + barrier.quorum());
        require(
                barrier.deadlineMs() >= 0 && barrier.deadlineMs() <= Bounds.DEADLINE_MS_MAX,
                at + ".deadlineMs",
                "up to " + Bounds.DEADLINE_MS_MAX + " are expected, or 0 for none, not " + barrier.deadlineMs());
        require(
                !barrier.cancels() || barrier.deadlineMs() > 0,
                at + ".cancels",
                "without a deadline nothing is cancelled");
    }

    private void channels() {
        require(plan.channels().size() <= Bounds.CHANNELS_MAX, "channels", "at most " + Bounds.CHANNELS_MAX);
        Set<String> names = new HashSet<>();
        for (int i = 0; i < plan.channels().size(); i++) {
            ChannelPlan channel = plan.channels().get(i);
            String at = "channels[" + i + "]";
            require(Bounds.isName(channel.name()), at + ".name", "a name is expected, not '" + channel.name() + "'");
            require(names.add(channel.name()), at + ".name", "'" + channel.name() + "' is there already");
            require(
                    channel.capacity() >= 1 && channel.capacity() <= Bounds.CHANNEL_CAPACITY_MAX,
                    at + ".capacity",
                    "1 to " + Bounds.CHANNEL_CAPACITY_MAX + " are expected, not " + channel.capacity());
        }
    }

    private void times() {
        require(
                plan.deadlineMs() >= 1 && plan.deadlineMs() <= Bounds.DEADLINE_MS_MAX,
                "deadlineMs",
                "1 to " + Bounds.DEADLINE_MS_MAX + " are expected, not " + plan.deadlineMs());
        require(
                plan.keptMs() >= 0 && plan.keptMs() <= Bounds.DEADLINE_MS_MAX,
                "keptMs",
                "0 to " + Bounds.DEADLINE_MS_MAX + " are expected, not " + plan.keptMs());
    }

    private void require(boolean holds, String field, String otherwise) {
        if (!holds) {
            problems.add(field + ": " + otherwise);
        }
    }
}
