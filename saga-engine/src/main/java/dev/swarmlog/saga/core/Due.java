package dev.swarmlog.saga.core;

import dev.swarmlog.saga.core.state.Elements;
import dev.swarmlog.saga.core.state.Phase;
import dev.swarmlog.saga.core.state.StepState;
import dev.swarmlog.saga.core.state.StepState.Mapping;

/** When a saga must be looked at again. While it is paused only what somebody else works on can be due. */
final class Due {
    private final boolean paused;
    private long next = Long.MAX_VALUE;

    private Due(boolean paused) {
        this.paused = paused;
    }

    /** 0 means never. */
    static long next(Saga saga) {
        Due due = new Due(saga.pause() != null);
        switch (saga.phase()) {
            case Phase.Forward forward -> due.forward(saga);
            case Phase.Stopping stopping -> due.at(saga.tally().doubts() > 0 ? stopping.settleByMs() : 0);
            case Phase.Compensating compensating -> {
                for (int step : compensating.steps()) {
                    due.step(saga, step);
                }
            }
            case Phase.Ended ended -> {}
        }
        return due.next == Long.MAX_VALUE ? 0 : due.next;
    }

    private void forward(Saga saga) {
        if (!paused) {
            at(saga.deadlineMs());
        }
        for (int step = 0; step < saga.steps().size(); step++) {
            StepState state = saga.step(step);
            if (state instanceof Mapping) {
                step(saga, step);
            } else {
                at(state.dueMs(paused));
            }
        }
    }

    private void step(Saga saga, int step) {
        Elements elements = saga.elements().at(step);
        if (elements == null) {
            at(saga.step(step).dueMs(paused));
            return;
        }
        for (int i = 0; i < elements.begun(); i++) {
            at(elements.at(i).dueMs(paused));
        }
    }

    private void at(long dueMs) {
        if (dueMs > 0 && dueMs < next) {
            next = dueMs;
        }
    }
}
