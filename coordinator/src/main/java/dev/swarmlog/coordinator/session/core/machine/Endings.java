package dev.swarmlog.coordinator.session.core.machine;

import dev.swarmlog.coordinator.session.core.Fact;
import dev.swarmlog.coordinator.session.core.Fact.Ending;
import dev.swarmlog.coordinator.session.core.Session;
import dev.swarmlog.coordinator.session.core.Trigger.Command;
import dev.swarmlog.coordinator.session.core.part.Answer;
import dev.swarmlog.coordinator.session.core.part.Refusal;

/** How sessions are over. */
final class Endings {
    private Endings() {}

    /** All who wait are told, and then nobody does. */
    static void end(Draft draft, Ending ending, String cause) {
        Answer answer = Answer.refused(Refusal.ENDED, text(ending, cause));
        Waiting.all(draft.session()).values().forEach(those -> those.forEach(waiter -> draft.tell(waiter, answer)));
        draft.add(new Fact.Ended(ending, cause));
    }

    static void ask(Draft draft, Command command, Ending ending, String cause) {
        Session session = draft.session();
        Ending before = session.head().ending();
        if (before == null) {
            draft.tell(command, Answer.OK);
            end(draft, ending, cause);
        } else if (before == ending) {
            draft.tell(command, Answer.OK);
        } else {
            draft.tell(command, over(session, before));
        }
    }

    static Answer over(Session session, Ending ending) {
        return Answer.refused(Refusal.ENDED, text(ending, session.head().cause()));
    }

    private static String text(Ending ending, String cause) {
        return "the session is over, " + ending + (cause.isEmpty() ? "" : ": " + cause);
    }
}
