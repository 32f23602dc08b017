package dev.swarmlog.coordinator.session.records;

import dev.swarmlog.coordinator.session.core.Ask;
import dev.swarmlog.coordinator.session.core.Trigger;
import dev.swarmlog.coordinator.session.core.part.Address;
import dev.swarmlog.coordinator.session.core.part.Blob;
import dev.swarmlog.coordinator.session.core.part.Life;
import dev.swarmlog.v1.SessionCommand;
import dev.swarmlog.v1.SessionPlan;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Commands from Avro. */
public final class Commands {
    private Commands() {}

    /** Null where this version does not know what is asked, or a CREATE has no plan. */
    public static Trigger.@Nullable Command of(SessionCommand written) {
        Ask ask = ask(written);
        return ask == null
                ? null
                : new Trigger.Command(written.getCommandId(), written.getParticipant(), address(written), ask);
    }

    public static Address address(SessionCommand written) {
        return new Address(written.getReplyPartition(), written.getCorrelationKey());
    }

    private static @Nullable Ask ask(SessionCommand written) {
        String name = written.getName();
        return switch (written.getKind()) {
            case CREATE -> create(written.getPlan());
            case JOIN -> new Ask.Join(name, new Life(written.getAgentId(), written.getAgentEpoch()));
            case LEAVE -> new Ask.Leave();
            case ARRIVE -> new Ask.Arrive(name);
            case AWAIT -> new Ask.Await(name, written.getWaitMs());
            case PUT -> new Ask.Put(name, blob(written.getValue()), written.getVersion());
            case REMOVE -> new Ask.Remove(name, written.getVersion());
            case GET -> new Ask.Get(name, false);
            case LIST -> new Ask.Get(name, true);
            case ACQUIRE -> new Ask.Acquire(name, written.getHoldMs(), written.getWaitMs());
            case RENEW -> new Ask.Renew(name, written.getFence(), written.getHoldMs());
            case RELEASE -> new Ask.Release(name, written.getFence());
            case SEND -> new Ask.Send(name, blob(written.getValue()));
            case RECEIVE ->
                new Ask.Receive(name, written.getCount(), written.getHoldMs(), written.getWaitMs(), written.getDone());
            case ACKNOWLEDGE -> new Ask.Acknowledge(name, written.getDone());
            case CLOSE -> new Ask.Close(name);
            case END -> new Ask.End();
            case CANCEL -> new Ask.Cancel(written.getReason());
            case UNKNOWN -> null;
        };
    }

    private static @Nullable Ask create(@Nullable SessionPlan plan) {
        return plan == null ? null : new Ask.Create(Plans.of(plan));
    }

    static Blob blob(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return new Blob(bytes);
    }
}
