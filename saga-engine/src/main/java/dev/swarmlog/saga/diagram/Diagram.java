package dev.swarmlog.saga.diagram;

import dev.swarmlog.saga.core.definition.Definition;
import dev.swarmlog.saga.core.definition.Step;
import dev.swarmlog.saga.core.definition.Work;
import dev.swarmlog.v1.SagaStatus;
import dev.swarmlog.v1.SagaStepState;
import dev.swarmlog.v1.SagaStepStatus;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What there is to draw.
 *
 * @param nodes each behind all that come before it
 */
public record Diagram(String title, String subtitle, List<Node> nodes) {
    public Diagram {
        nodes = List.copyOf(nodes);
    }

    /**
     * A step.
     *
     * @param kind of its work
     * @param note what is to be said of it beside its state; may be empty
     * @param after the places in the list of those before it
     */
    public record Node(String name, String kind, SagaStepState state, String note, List<Integer> after) {
        public Node {
            after = List.copyOf(after);
        }
    }

    /** Without the definition, because it is not there any more, nobody knows what comes after what. */
    public static Diagram of(SagaStatus saga, @Nullable Definition definition) {
        List<Node> nodes = new ArrayList<>();
        if (definition == null) {
            saga.getSteps().forEach(step -> nodes.add(node(step, "", List.of())));
        } else {
            for (Step step : definition.steps()) {
                SagaStepStatus status = step.index() < saga.getSteps().size()
                        ? saga.getSteps().get(step.index())
                        : new SagaStepStatus(step.name(), SagaStepState.UNKNOWN, 0, "", 0L, 0L, 0L, "", 0, 0);
                nodes.add(node(status, kind(step.work()), step.after()));
            }
        }
        return new Diagram(saga.getSagaId(), saga.getName() + "@" + saga.getVersion() + "  " + saga.getState(), nodes);
    }

    private static Node node(SagaStepStatus step, String kind, List<Integer> after) {
        List<String> notes = new ArrayList<>();
        if (step.getItems() > 0) {
            notes.add(step.getItemsDone() + " of " + step.getItems());
        }
        if (step.getAttempt() > 1) {
            notes.add("attempt " + step.getAttempt());
        }
        if (step.getStartedAtMs() > 0 && step.getEndedAtMs() > 0) {
            notes.add(duration(step.getEndedAtMs() - step.getStartedAtMs()));
        }
        return new Node(step.getName(), kind, step.getState(), String.join(", ", notes), after);
    }

    static String duration(long ms) {
        return ms < 10_000 ? ms + " ms" : ms < 600_000 ? ms / 1_000 + " s" : ms / 60_000 + " min";
    }

    /** What a step does, in a word or two. */
    public static String kind(Work work) {
        return switch (work) {
            case Work.Task it -> it.action().capability();
            case Work.Gather it -> "gather " + it.action().capability();
            case Work.Each it -> "map " + it.action().capability();
            case Work.WaitSignal it -> "signal " + it.signal();
            case Work.Approval it -> "approval";
            case Work.Timer it -> "timer";
            case Work.SubSaga it -> "saga " + it.name();
        };
    }
}
