package dev.swarmlog.sagas;

import dev.swarmlog.audit.Finding;
import dev.swarmlog.saga.core.Saga;
import dev.swarmlog.saga.core.definition.Definition;
import dev.swarmlog.saga.core.definition.Step;
import dev.swarmlog.saga.core.definition.Work;
import dev.swarmlog.saga.core.fact.Aftermath;
import dev.swarmlog.saga.core.fact.Ending;
import dev.swarmlog.saga.core.fact.Fact;
import dev.swarmlog.saga.core.fact.Place;
import dev.swarmlog.saga.core.state.Phase;
import dev.swarmlog.saga.records.AttemptId;
import dev.swarmlog.saga.records.Picture;
import dev.swarmlog.sagas.SagaTrail.Told;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import dev.swarmlog.v1.SagaCommand;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The laws of one saga, but for those of the way back. */
final class SagaLaws {
    private static final Pattern NONCE = Pattern.compile("\"nonce\":\"([^\"]*)\"");
    private static final Pattern OF = Pattern.compile("\"of\":\"([^\"]*)\"");

    private final Map<String, SagaTrail> sagas;
    private final Map<String, List<Reply>> replies;
    private final Deeds deeds;
    private final Set<String> counted = new HashSet<>();

    SagaLaws(Map<String, SagaTrail> sagas, Map<String, List<Reply>> replies, Deeds deeds) {
        this.sagas = sagas;
        this.replies = replies;
        this.deeds = deeds;
    }

    List<Finding<SagaLaw>> of(SagaTrail trail) {
        List<Finding<SagaLaw>> found = new ArrayList<>();
        BiConsumer<SagaLaw, String> report =
                (law, what) -> found.add(new Finding<>(law, trail.id, what + "\n    " + trail));
        if (!trail.broken.isEmpty()) {
            report.accept(SagaLaw.CHAIN_WHOLE, trail.broken);
        }
        if (!trail.unfolded.isEmpty()) {
            report.accept(SagaLaw.FOLDS, trail.unfolded);
        }
        if (trail.isOpen()) {
            report.accept(SagaLaw.ENDS, "it goes on");
        }
        Saga saga = trail.saga;
        if (saga == null) {
            return found;
        }
        if (trail.starts.isEmpty()) {
            report.accept(SagaLaw.WAS_STARTED, "nobody started it");
        }
        if (!shown(trail)) {
            report.accept(SagaLaw.STATUS_AGREES, "shown as " + trail.status);
        }
        trail.starts.forEach(start -> answered(saga, start, report));
        Definition definition = SagaKind.valueOf(saga.start().name().toUpperCase(Locale.ROOT)).definition;
        successes(trail, saga, definition, report);
        asked(trail, saga, definition, report);
        heard(trail, report);
        new UndoLaws(trail, saga, definition, report).all();
        return found;
    }

    boolean shown(SagaTrail trail) {
        Saga saga = trail.saga;
        if (saga == null || trail.forgotten) {
            return true;
        }
        return trail.status != null
                && trail.status.getState() == Picture.state(saga)
                && trail.status.getEventVersion() == saga.version();
    }

    private void answered(Saga saga, SagaCommand start, BiConsumer<SagaLaw, String> report) {
        if (start.getReplyTopic().isEmpty() || start.getParent() != null) {
            return;
        }
        List<Reply> heard = replies.getOrDefault(start.getCorrelationKey(), List.of());
        if (!(saga.phase() instanceof Phase.Ended ended)) {
            if (!heard.isEmpty()) {
                report.accept(SagaLaw.ANSWERED_ONCE, "it did not end, and was answered " + heard);
            }
            return;
        }
        boolean well = ended.ending() == Ending.COMPLETED;
        if (heard.size() != 1 || (heard.getFirst().getStatus() == ReplyStatus.COMPLETED) != well) {
            report.accept(SagaLaw.ANSWERED_ONCE, "it ended " + ended.ending() + " and was answered " + heard);
        }
    }

    private void successes(SagaTrail trail, Saga saga, Definition definition, BiConsumer<SagaLaw, String> report) {
        Map<Place, Fact.AttemptSucceeded> done = new HashMap<>();
        for (Told told : trail.history) {
            if (told.fact() instanceof Fact.AttemptSucceeded success) {
                if (done.put(success.place(), success) != null) {
                    report.accept(SagaLaw.COUNTED_ONCE, success.place() + " succeeded twice");
                }
                success(saga, definition.steps().get(success.place().step()), success, report);
            }
        }
        for (Told told : trail.history) {
            switch (told.fact()) {
                case Fact.UndoStarted undo -> {
                    Fact.AttemptSucceeded success = done.get(undo.place());
                    boolean ofTask = definition.steps().get(undo.place().step()).compensation() != null;
                    if (success == null) {
                        report.accept(SagaLaw.UNDONE_WAS_DONE, undo.place() + " was not done");
                    } else if (ofTask
                            && !first(OF, undo.input().text())
                                    .equals(first(NONCE, success.output().text()))) {
                        report.accept(SagaLaw.UNDONE_WAS_DONE, undo + " undoes something else than " + success);
                    }
                }
                case Fact.AttemptFailed failed
                when failed.aftermath() == Aftermath.NOTHING ->
                    forgotten(saga, definition, failed.place(), failed.attempt(), told.fact(), report);
                case Fact.AttemptSettled settled ->
                    forgotten(saga, definition, settled.place(), settled.attempt(), told.fact(), report);
                default -> {}
            }
        }
    }

    private void success(Saga saga, Step step, Fact.AttemptSucceeded success, BiConsumer<SagaLaw, String> report) {
        AttemptId id = new AttemptId(saga.id(), saga.startedMs(), success.place(), false, success.attempt());
        if (step.work() instanceof Work.SubSaga) {
            SagaTrail child = sagas.get(id.child());
            boolean completed = child != null
                    && child.history.stream()
                            .anyMatch(told -> told.fact() instanceof Fact.Ended end
                                    && end.ending() == Ending.COMPLETED
                                    && end.output().equals(success.output()));
            if (!completed) {
                report.accept(SagaLaw.COUNTED_ONCE, "no sub-saga completed with " + success);
            }
        } else if (step.work() instanceof Work.Task || step.work() instanceof Work.Each) {
            String nonce = first(NONCE, success.output().text());
            if (!deeds.answered(id.toString(), nonce)) {
                report.accept(SagaLaw.COUNTED_ONCE, "no agent answered " + success);
            }
            if (!counted.add(nonce)) {
                report.accept(SagaLaw.COUNTED_ONCE, "this counted elsewhere already: " + success);
            }
        }
    }

    /** The saga thinks that nothing was done. */
    private void forgotten(
            Saga saga, Definition definition, Place place, int attempt, Fact fact, BiConsumer<SagaLaw, String> report) {
        String id = new AttemptId(saga.id(), saga.startedMs(), place, false, attempt).toString();
        if (definition.steps().get(place.step()).compensation() != null && deeds.done(id)) {
            report.accept(
                    SagaLaw.NOTHING_FORGOTTEN, "an agent did what " + fact + " says was not done: " + deeds.of(id));
        }
    }

    private void asked(SagaTrail trail, Saga saga, Definition definition, BiConsumer<SagaLaw, String> report) {
        Map<String, Boolean> begun = new HashMap<>();
        for (Told told : trail.history) {
            if (told.fact() instanceof Fact.AttemptStarted it) {
                Work work = definition.steps().get(it.place().step()).work();
                if (!(work instanceof Work.SubSaga)) {
                    begun.put(id(saga, it.place(), false, it.attempt()), idempotent(work));
                }
            } else if (told.fact() instanceof Fact.UndoStarted it
                    && definition.steps().get(it.place().step()).compensation() != null) {
                begun.put(id(saga, it.place(), true, it.attempt()), false);
            }
        }
        begun.forEach((id, idempotent) -> {
            int times = trail.asked.getOrDefault(id, List.of()).size();
            if (times == 0 || (times > 1 && !idempotent)) {
                report.accept(SagaLaw.ASKED_ONCE, id + " was asked for " + times + " times");
            }
        });
        for (String id : trail.asked.keySet()) {
            AttemptId parsed = AttemptId.parse(id);
            boolean ahead = parsed != null
                    && !parsed.undo()
                    && idempotent(definition.steps().get(parsed.place().step()).work());
            if (!begun.containsKey(id) && !ahead) {
                report.accept(SagaLaw.ASKED_ONCE, id + " was asked for and never begun");
            }
        }
    }

    private static String id(Saga saga, Place place, boolean undo, int attempt) {
        return new AttemptId(saga.id(), saga.startedMs(), place, undo, attempt).toString();
    }

    private static boolean idempotent(Work work) {
        return switch (work) {
            case Work.Task task -> task.action().idempotent();
            case Work.Gather gather -> gather.action().idempotent();
            case Work.Each each -> each.action().idempotent();
            case Work.SubSaga child -> false;
            case Work.WaitSignal signal -> false;
            case Work.Approval approval -> false;
            case Work.Timer timer -> false;
        };
    }

    private static void heard(SagaTrail trail, BiConsumer<SagaLaw, String> report) {
        Set<String> ids = new HashSet<>();
        for (Told told : trail.history) {
            if (told.fact() instanceof Fact.SignalReceived signal && !ids.add(signal.id())) {
                report.accept(SagaLaw.HEARD_ONCE, signal.toString());
            }
        }
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }
}
