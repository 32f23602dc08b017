package dev.swarmlog.coordinator.swarm;

import dev.swarmlog.runtime.wiring.Addressed;
import dev.swarmlog.v1.Alert;
import dev.swarmlog.v1.BudgetCommand;
import dev.swarmlog.v1.Message;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.SwarmEvent;
import dev.swarmlog.v1.SwarmFrame;
import dev.swarmlog.v1.SwarmResult;
import dev.swarmlog.v1.SwarmStatus;
import org.jspecify.annotations.Nullable;

/** What the swarms of one task send out; all of it commits with what is stored. */
interface SwarmOutlet {
    void event(SwarmEvent event);

    /** Null says that the swarm is forgotten. */
    void status(String swarmId, @Nullable SwarmStatus status);

    void frame(SwarmFrame frame);

    /** Has an agent do it. */
    void submit(Message message);

    void budget(BudgetCommand command);

    void result(SwarmResult result);

    void answer(Addressed<Reply> answer);

    void alert(Alert alert);
}
