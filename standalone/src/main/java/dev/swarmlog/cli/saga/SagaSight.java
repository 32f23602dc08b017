package dev.swarmlog.cli.saga;

import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.saga.checkpoint.Checkpoint;
import dev.swarmlog.saga.core.Saga;
import dev.swarmlog.saga.core.definition.Definition;
import dev.swarmlog.saga.definition.Definitions;
import dev.swarmlog.saga.definition.Validation;
import dev.swarmlog.saga.history.Fold;
import dev.swarmlog.saga.history.Lineage;
import dev.swarmlog.saga.records.Picture;
import dev.swarmlog.v1.SagaDefinition;
import dev.swarmlog.v1.SagaEvent;
import dev.swarmlog.v1.SagaState;
import dev.swarmlog.v1.SagaStatus;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All that can be seen of one saga.
 *
 * @param definition null where it is not deployed any more
 * @param events its own, oldest first; empty where retention deleted them
 */
public record SagaSight(SagaStatus status, @Nullable Definition definition, List<SagaEvent> events) {

    /** Also one that the engine forgot: its history says how it was. */
    public static SagaSight of(SagaLog log, String sagaId) {
        List<byte[]> lineage = new Lineage(log::events, log::event).of(sagaId);
        List<SagaEvent> events = lineage.stream()
                .map(log::event)
                .filter(event -> event.getSagaId().equals(sagaId))
                .toList();
        SagaStatus status = log.status().get(sagaId);
        if (status != null && status.getState() != SagaState.QUARANTINED) {
            return new SagaSight(status, definition(log, status), events);
        }
        Fold fold = Fold.of(lineage.stream().map(ByteBuffer::wrap).toList(), log::event);
        Saga saga = fold.saga();
        if (saga == null && status == null) {
            throw Failure.because(
                    events.isEmpty()
                            ? "no saga '" + sagaId
                                    + "' is known, and the log has no event of it; one that was started a"
                                    + " moment ago may not be to be seen yet"
                            : "saga '" + sagaId + "' is forgotten, and its history cannot be read: " + fold.problem());
        }
        if (saga != null) {
            return folded(log, saga, status, events);
        }
        return new SagaSight(Objects.requireNonNull(status, "told above"), null, events);
    }

    private static SagaSight folded(SagaLog log, Saga saga, @Nullable SagaStatus status, List<SagaEvent> events) {
        Checkpoint last = new Checkpoint(
                saga, new byte[0], "", List.of(), events.getLast().getAtMs(), saga.ended() ? 1 : 0);
        Definition definition = definition(log, Picture.of(last, null));
        SagaStatus picture = Picture.of(last, definition);
        if (status != null) {
            picture.put("state", status.getState());
            picture.put("cause", status.getCause());
        }
        return new SagaSight(picture, definition, events);
    }

    private static @Nullable Definition definition(SagaLog log, SagaStatus saga) {
        SagaDefinition deployed = log.definitions().get(saga.getName() + "@" + saga.getVersion());
        return deployed != null
                        && deployed.getHash().equals(saga.getDefinitionHash())
                        && new Definitions().validate(deployed.getSource()) instanceof Validation.Valid(Definition read)
                ? read
                : null;
    }
}
