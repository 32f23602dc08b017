package dev.swarmlog.router;

import dev.swarmlog.v1.Message;
import dev.swarmlog.v1.Outcome;
import java.util.ArrayList;
import java.util.List;

/** What lies in the log for a task: submissions and outcomes, each in its own order. */
final class SimulatedInput {
    private final List<Entry<Message>> submissions = new ArrayList<>();
    private final List<Entry<Outcome>> outcomes = new ArrayList<>();

    private record Entry<T>(T value, int time) {}

    /** How far somebody has read. */
    record Position(int submissions, int outcomes) {
        static final Position BEGIN = new Position(0, 0);
    }

    void add(Message message) {
        submissions.add(new Entry<>(message, time()));
    }

    void add(Outcome outcome) {
        outcomes.add(new Entry<>(outcome, time()));
    }

    private int time() {
        return submissions.size() + outcomes.size();
    }

    Position end() {
        return new Position(submissions.size(), outcomes.size());
    }

    /** Lets the task read what comes next, as {@link Precedence} has it; where it is then. */
    Position readOne(RouterTask task, Position at, Position until, long nowMs) {
        boolean noSubmission = at.submissions == until.submissions;
        boolean noOutcome = at.outcomes == until.outcomes;
        if (noSubmission
                || (!noOutcome
                        && (task.hasCaughtUp()
                                || outcomes.get(at.outcomes).time < submissions.get(at.submissions).time))) {
            task.outcome(outcomes.get(at.outcomes).value, nowMs, nowMs);
            return new Position(at.submissions, at.outcomes + 1);
        }
        Message message = submissions.get(at.submissions).value;
        task.submitted(message, new Reception.Submission(message.getMessageId(), at.submissions, "", null), nowMs);
        return new Position(at.submissions + 1, at.outcomes);
    }
}
