package dev.swarmlog.coordinator.swarm;

import dev.swarmlog.coordinator.core.colony.Colony;
import dev.swarmlog.coordinator.core.colony.Ending;
import dev.swarmlog.coordinator.core.colony.SwarmDefinition;
import dev.swarmlog.coordinator.swarm.definition.Reading;
import dev.swarmlog.coordinator.swarm.definition.SwarmReader;
import dev.swarmlog.document.Problem;
import dev.swarmlog.runtime.wiring.Addressed;
import dev.swarmlog.schemas.Limits;
import dev.swarmlog.v1.Alert;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.Severity;
import dev.swarmlog.v1.SwarmCommand;
import dev.swarmlog.v1.SwarmEvent;
import dev.swarmlog.v1.SwarmEventKind;
import dev.swarmlog.v1.SwarmState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The swarms of one task. Mutable, for one thread. */
final class SwarmTask {
    /** The ids of its messages are longer. */
    private static final int ID_CHARS_MAX = Limits.ID_CHARS_MAX - 56;

    static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1," + ID_CHARS_MAX + "}");

    private final SwarmConfig config;
    private final SwarmReader reader;
    private final Slices slices;
    private final Starts starts;
    private final States states;
    private final Remotes remotes;
    private final SwarmOutlet out;
    private final SwarmMeters meters;
    private final Map<String, Running> going = new TreeMap<>();
    private final Map<String, Long> endedMs = new TreeMap<>();

    /** What was found at the restore: nothing can be sent out before all of a topology is there. */
    private final List<Runnable> untold = new ArrayList<>();

    private int counted;

    /** Where starts are kept. */
    interface Starts {
        void put(String swarmId, SwarmCommand start);

        void delete(String swarmId);

        void each(Each each);

        interface Each {
            void see(String swarmId, SwarmCommand start);
        }
    }

    record Parts(
            SwarmConfig config,
            SwarmReader reader,
            Slices slices,
            Starts starts,
            States states,
            Remotes remotes,
            SwarmOutlet out,
            SwarmMeters meters) {}

    SwarmTask(Parts parts) {
        config = parts.config;
        reader = parts.reader;
        slices = parts.slices;
        starts = parts.starts;
        states = parts.states;
        remotes = parts.remotes;
        out = parts.out;
        meters = parts.meters;
    }

    void restore(long nowMs) {
        List<SwarmCommand> found = new ArrayList<>();
        starts.each((id, start) -> found.add(start));
        found.forEach(start -> resume(start, nowMs));
        count();
    }

    private void resume(SwarmCommand start, long nowMs) {
        String id = start.getSwarmId();
        SwarmDefinition definition = definition(start);
        if (definition == null) {
            endedMs.put(id, nowMs);
            untold.add(() -> damaged(start, nowMs, "its definition is not valid any more"));
            return;
        }
        try {
            States.Stored stored = states.get(id, definition);
            if (stored != null && stored.endedMs() > 0) {
                endedMs.put(id, stored.endedMs());
                return;
            }
            Colony colony = stored == null ? Colony.begin(definition, start.getSeed()) : stored.colony();
            Running swarm = new Running(start, colony, States.Written.NOTHING, nowMs);
            going.put(id, swarm);
            untold.add(() -> event(swarm, SwarmEventKind.RESUMED, nowMs));
        } catch (States.Damaged e) {
            endedMs.put(id, nowMs);
            untold.add(() -> damaged(start, nowMs, String.valueOf(e.getMessage())));
        }
    }

    /** It alone ends, and a person is told; its state stays as it is, for who wants to look at it. */
    private void damaged(SwarmCommand start, long nowMs, String why) {
        String id = start.getSwarmId();
        out.status(id, Pictures.damaged(start, why, nowMs));
        out.event(
                new SwarmEvent(id, SwarmEventKind.ENDED, nowMs, 0L, SwarmState.FAILED, "DAMAGED", why, Double.NaN, ""));
        out.alert(new Alert(
                "coordinator",
                Severity.CRITICAL,
                "swarm.damaged",
                "Swarm " + id + " cannot go on: " + why,
                Map.of("swarmId", id),
                nowMs));
    }

    private @Nullable SwarmDefinition definition(SwarmCommand start) {
        return reader.read(start.getSource()) instanceof Reading.Valid(SwarmDefinition valid) ? valid : null;
    }

    void command(String key, SwarmCommand command, long nowMs) {
        String id = command.getSwarmId();
        if (!ID.matcher(id).matches() || !id.equals(key)) {
            refuse(
                    command,
                    "a swarmId of 1 to " + ID_CHARS_MAX
                            + " letters, digits, '.', '_', ':' and '-', which is the record's"
                            + " key, is expected, found '" + id + "'",
                    nowMs);
            return;
        }
        switch (command.getKind()) {
            case START -> start(command, nowMs);
            case FEED -> feed(command, nowMs);
            case STOP -> stop(command, nowMs);
            case FORGET -> forget(command, nowMs);
            case UNKNOWN -> refuse(command, "START, FEED, STOP or FORGET is expected", nowMs);
        }
    }

    private void start(SwarmCommand command, long nowMs) {
        String id = command.getSwarmId();
        if (going.containsKey(id) || endedMs.containsKey(id)) {
            refuse(command, "there is a swarm '" + id + "' already", nowMs);
            return;
        }
        if (going.size() >= config.swarmsMax()) {
            refuse(command, config.swarmsMax() + " swarms go on here already", nowMs);
            return;
        }
        switch (reader.read(command.getSource())) {
            case Reading.Invalid(List<Problem> problems) ->
                refuse(command, problems.stream().map(Problem::toString).collect(Collectors.joining("\n")), nowMs);
            case Reading.Valid(SwarmDefinition definition) -> {
                SwarmCommand start = SwarmCommand.newBuilder(command)
                        .setSeed(command.getSeed() == 0 ? definition.seed() : command.getSeed())
                        .setSentAtMs(nowMs)
                        .build();
                starts.put(id, start);
                Running swarm =
                        new Running(start, Colony.begin(definition, start.getSeed()), States.Written.NOTHING, nowMs);
                going.put(id, swarm);
                keep(swarm, 0);
                event(swarm, SwarmEventKind.STARTED, nowMs);
                show(swarm, nowMs);
                goOn(swarm, nowMs);
                count();
            }
        }
    }

    private void feed(SwarmCommand command, long nowMs) {
        Running swarm = going.get(command.getSwarmId());
        String refusal =
                swarm == null ? "no swarm '" + command.getSwarmId() + "' goes on" : remotes.feed(swarm, command);
        if (refusal != null || swarm == null) {
            refuse(command, String.valueOf(refusal), nowMs);
            return;
        }
        if (command.getItems().isEmpty()) {
            swarm.colony.cameBack();
        }
        goOn(swarm, nowMs);
        answer(Answering.done(command, nowMs));
    }

    /** What an agent made of a batch or a load, or what a budget says of a ticket. */
    void reply(Reply reply, long nowMs) {
        Tickets.Id ticket = Tickets.Id.parse(reply.getMessageId());
        ErrandId id = ticket == null ? ErrandId.parse(reply.getMessageId()) : null;
        String swarmId = ticket != null ? ticket.swarmId() : id != null ? id.swarmId() : "";
        Running swarm = going.get(swarmId);
        boolean counts = swarm != null
                && (ticket != null
                        ? remotes.leave(swarm, ticket, reply)
                        : id != null && remotes.reply(swarm, id, reply, nowMs));
        if (!counts) {
            meters.ignored();
        }
        if (swarm != null) {
            goOn(swarm, nowMs);
        }
    }

    /** Has the next steps made, or asks for what they need. */
    private void goOn(Running swarm, long nowMs) {
        if (!swarm.colony.isRemote()) {
            swarm.goOn(slices, nowMs);
            return;
        }
        remotes.goOn(swarm, nowMs);
        if (swarm.colony.ending() != null) {
            end(swarm, nowMs);
        }
    }

    /** To be called before each commit: what was taken in and what it came to are one. */
    void writeDown() {
        for (Running swarm : going.values()) {
            if (swarm.dirty) {
                swarm.dirty = false;
                keep(swarm, 0);
            }
        }
    }

    private void stop(SwarmCommand command, long nowMs) {
        Running swarm = going.get(command.getSwarmId());
        if (swarm == null) {
            boolean ended = endedMs.containsKey(command.getSwarmId());
            refuse(command, "swarm '" + command.getSwarmId() + (ended ? "' has ended" : "' is not known"), nowMs);
            return;
        }
        swarm.settle();
        String by = command.getBy().isEmpty() ? "somebody" : command.getBy();
        swarm.colony.stop(by + " said so" + (command.getReason().isEmpty() ? "" : ": " + command.getReason()));
        end(swarm, nowMs);
        answer(Answering.done(command, nowMs));
    }

    private void forget(SwarmCommand command, long nowMs) {
        if (going.containsKey(command.getSwarmId())) {
            refuse(command, "swarm '" + command.getSwarmId() + "' goes on; stop it first", nowMs);
            return;
        }
        remove(command.getSwarmId());
        answer(Answering.done(command, nowMs));
    }

    private void remove(String id) {
        endedMs.remove(id);
        starts.delete(id);
        states.remove(id);
        remotes.forget(id);
        out.status(id, null);
    }

    private void refuse(SwarmCommand command, String why, long nowMs) {
        meters.refused();
        answer(Answering.refused(command, why, nowMs));
    }

    private void answer(Addressed<Reply> answer) {
        if (!answer.topic().isEmpty()) {
            out.answer(answer);
        }
    }

    /** Takes what was done, writes it down, tells of it, and lets all go on. */
    void beat(long nowMs) {
        untold.forEach(Runnable::run);
        untold.clear();
        for (Running swarm : List.copyOf(going.values())) {
            if (swarm.isAtRest()) {
                look(swarm, nowMs);
            }
        }
        List<String> forgotten = endedMs.entrySet().stream()
                .filter(ended -> ended.getValue() + config.keptMs() < nowMs)
                .map(Map.Entry::getKey)
                .toList();
        forgotten.forEach(this::remove);
    }

    private void look(Running swarm, long nowMs) {
        Throwable broken = swarm.broken();
        if (broken != null) {
            swarm.colony.fail("a step broke: " + broken);
        }
        if (swarm.colony.ending() != null) {
            end(swarm, nowMs);
            return;
        }
        if (swarm.colony.isRemote()) {
            tell(swarm, nowMs);
            goOn(swarm, nowMs);
            return;
        }
        if (swarm.hasMoved()) {
            keep(swarm, 0);
            tell(swarm, nowMs);
        }
        swarm.goOn(slices, nowMs);
    }

    private void tell(Running swarm, long nowMs) {
        if (swarm.colony.restarts() > swarm.restartsTold) {
            swarm.restartsTold = swarm.colony.restarts();
            event(swarm, SwarmEventKind.RESTARTED, nowMs);
        }
        if (nowMs - swarm.shownMs >= config.statusMs()) {
            show(swarm, nowMs);
        }
        if (nowMs - swarm.framedMs >= config.framesMs()) {
            frame(swarm, nowMs);
        }
    }

    private void end(Running swarm, long nowMs) {
        going.remove(swarm.id());
        endedMs.put(swarm.id(), nowMs);
        remotes.end(swarm, nowMs);
        swarm.dirty = false;
        keep(swarm, nowMs);
        frame(swarm, nowMs);
        event(swarm, SwarmEventKind.ENDED, nowMs);
        show(swarm, nowMs);
        answer(Answering.ended(swarm.start, swarm.colony, nowMs));
        meters.ended(
                swarm.colony.definition().task().behaviour(),
                Pictures.state(swarm.colony).name());
        count();
    }

    private void keep(Running swarm, long ended) {
        long before = swarm.stepsCounted;
        swarm.wrote(states.put(swarm.id(), swarm.colony, ended, swarm.written));
        swarm.stepsCounted = swarm.colony.steps();
        meters.wrote(swarm.written.bytes(), swarm.stepsCounted - before);
    }

    private void event(Running swarm, SwarmEventKind kind, long nowMs) {
        Ending ending = swarm.colony.ending();
        out.event(new SwarmEvent(
                swarm.id(),
                kind,
                nowMs,
                swarm.colony.steps(),
                Pictures.state(swarm.colony),
                ending == null ? "" : ending.reason(),
                ending == null ? "" : ending.detail(),
                swarm.colony.best(),
                swarm.written.hash()));
    }

    private void show(Running swarm, long nowMs) {
        swarm.shownMs = nowMs;
        out.status(swarm.id(), Pictures.status(swarm, nowMs));
    }

    private void frame(Running swarm, long nowMs) {
        swarm.framedMs = nowMs;
        out.frame(Pictures.frame(swarm, config.shownMax(), nowMs));
    }

    private void count() {
        meters.going(going.size() - counted);
        counted = going.size();
    }

    /** Nobody touches its swarms after that. */
    void close() {
        going.values().forEach(Running::settle);
        meters.going(-counted);
        counted = 0;
    }
}
