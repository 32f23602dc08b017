package dev.swarmlog.saga;

import dev.swarmlog.runtime.wiring.Addressed;
import dev.swarmlog.saga.core.Effect;
import dev.swarmlog.v1.Alert;
import dev.swarmlog.v1.BudgetCommand;
import dev.swarmlog.v1.Message;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.SagaCommand;
import dev.swarmlog.v1.SagaEvent;
import dev.swarmlog.v1.SagaStatus;
import org.jspecify.annotations.Nullable;

/** What the sagas of one task send out. All of it commits with what is stored, but for what says otherwise. */
interface Outlet {
    /** The bytes of an event, with its hash; null where they are more than a record can hold. Nothing is written yet. */
    byte @Nullable [] seal(SagaEvent open);

    void record(String sagaId, byte[] sealed);

    /** Has an agent do it, under the trace that the saga was started under; empty for none. */
    void submit(Message message, Effect.Submit submit, String trace);

    /** Has whoever works on a message told to stop; behind the message, however that was sent. */
    void withdraw(Message withdrawal, String trace);

    /** Asks or tells a budget. */
    void budget(BudgetCommand command, String trace);

    void command(SagaCommand command, String trace);

    void answer(Addressed<Reply> answer, String trace);

    /** Null says that the saga is forgotten. */
    void status(String sagaId, @Nullable SagaStatus status);

    void alert(Alert alert);
}
