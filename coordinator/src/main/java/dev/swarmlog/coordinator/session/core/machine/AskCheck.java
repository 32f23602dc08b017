package dev.swarmlog.coordinator.session.core.machine;

import dev.swarmlog.coordinator.session.core.Ask;
import dev.swarmlog.coordinator.session.core.Trigger.Command;
import dev.swarmlog.coordinator.session.core.part.Answer;
import dev.swarmlog.coordinator.session.core.part.Blob;
import dev.swarmlog.coordinator.session.core.part.Life;
import dev.swarmlog.coordinator.session.core.part.Refusal;
import dev.swarmlog.coordinator.session.core.plan.Bounds;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is wrong with a command, whatever its session is like. */
public final class AskCheck {
    private final List<String> problems = new ArrayList<>();

    private AskCheck() {}

    /** Null when all is well. */
    public static @Nullable Answer refusal(Command command) {
        AskCheck check = new AskCheck();
        check.name("commandId", command.id());
        if (needsParticipant(command.ask()) || !command.participant().isEmpty()) {
            check.name("participant", command.participant());
        }
        check.ask(command.ask());
        return check.problems.isEmpty() ? null : Answer.refused(Refusal.INVALID, String.join("; ", check.problems));
    }

    private static boolean needsParticipant(Ask ask) {
        return switch (ask) {
            case Ask.Join ignored -> true;
            case Ask.Leave ignored -> true;
            case Ask.Arrive ignored -> true;
            case Ask.Acquire ignored -> true;
            case Ask.Renew ignored -> true;
            case Ask.Release ignored -> true;
            case Ask.Receive ignored -> true;
            case Ask.Acknowledge ignored -> true;
            default -> false;
        };
    }

    private void ask(Ask ask) {
        switch (ask) {
            case Ask.Put put -> {
                name("name", put.key());
                value(put.value());
                between("version", put.version(), Ask.ANY, Long.MAX_VALUE);
            }
            case Ask.Join join -> life(join.life());
            case Ask.Remove remove -> name("name", remove.key());
            case Ask.Await await -> waitMs(await.waitMs());
            case Ask.Acquire acquire -> {
                name("name", acquire.resource());
                holdMs(acquire.holdMs());
                waitMs(acquire.waitMs());
            }
            case Ask.Renew renew -> holdMs(renew.holdMs());
            case Ask.Send send -> value(send.value());
            case Ask.Receive receive -> {
                between("count", receive.count(), 1, Bounds.RECEIVED_MAX);
                holdMs(receive.holdMs());
                waitMs(receive.waitMs());
                between("done", receive.done().size(), 0, Bounds.CHANNEL_CAPACITY_MAX);
            }
            case Ask.Acknowledge acknowledge ->
                between("done", acknowledge.done().size(), 0, Bounds.CHANNEL_CAPACITY_MAX);
            case Ask.Cancel cancel ->
                require(
                        cancel.reason().length() <= Bounds.TEXT_CHARS_MAX,
                        "reason: up to " + Bounds.TEXT_CHARS_MAX + " characters are expected");
            default -> {}
        }
    }

    private void life(Life life) {
        if (life.isAgent()) {
            name("agentId", life.agentId());
        }
        between("agentEpoch", life.epoch(), 0, Long.MAX_VALUE);
    }

    private void name(String field, String found) {
        require(
                Bounds.isName(found),
                field + ": 1 to " + Bounds.NAME_CHARS_MAX + " letters, digits and any of ._:@/- are expected, not '"
                        + found.substring(0, Math.min(found.length(), Bounds.NAME_CHARS_MAX)) + "'");
    }

    private void value(Blob value) {
        between("value", value.length(), 0, Bounds.VALUE_BYTES_MAX);
    }

    private void holdMs(long ms) {
        between("holdMs", ms, Bounds.LEASE_MS_MIN, Bounds.LEASE_MS_MAX);
    }

    private void waitMs(long ms) {
        between("waitMs", ms, 0, Bounds.WAIT_MS_MAX);
    }

    private void between(String field, long found, long least, long most) {
        require(found >= least && found <= most, field + ": " + least + " to " + most + " is expected, not " + found);
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            problems.add(otherwise);
        }
    }
}
