package dev.swarmlog.coordinator.session.core;

import dev.swarmlog.coordinator.session.core.part.Address;
import dev.swarmlog.coordinator.session.core.part.Answer;
import dev.swarmlog.coordinator.session.core.part.Entry;
import dev.swarmlog.coordinator.session.core.part.Letter;
import java.util.List;

/** An answer on its way to whoever asked. */
public record Told(String commandId, Address to, Answer answer, List<Entry> entries, List<Letter> letters) {
    public Told(String commandId, Address to, Answer answer) {
        this(commandId, to, answer, List.of(), List.of());
    }
}
