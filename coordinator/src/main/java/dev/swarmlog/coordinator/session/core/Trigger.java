package dev.swarmlog.coordinator.session.core;

import dev.swarmlog.coordinator.session.core.part.Address;
import java.util.Map;

/** What brings a decision about. */
public sealed interface Trigger {
    /**
     * Somebody wants something.
     *
     * @param id the same for a repetition, and for nothing else
     * @param participant who asks; empty for somebody who takes no part
     */
    record Command(String id, String participant, Address address, Ask ask) implements Trigger {}

    /** These agents are dead or gone, in the life of this epoch and in those before; may be said late and repeatedly. */
    record LivesOver(Map<String, Long> epochs) implements Trigger {}

    /** Something may be due. */
    record TimeCame() implements Trigger {}

    /** Another process decides from now on, by a clock of its own. */
    record TakenOver() implements Trigger {}
}
