package dev.swarmlog.audit;

import dev.swarmlog.v1.AgentState;
import dev.swarmlog.v1.AgentStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Mutable: what agents.status says of one agent, in its order. */
final class AgentTrail {
    final List<Verdict> verdicts = new ArrayList<>();

    /** A status as the broker has it; the time is that of the record. */
    record Verdict(long atMs, long epoch, AgentState state, int concurrency) {
        boolean isOver() {
            return state == AgentState.DEAD || state == AgentState.GONE;
        }
    }

    void add(AgentStatus status, long atMs) {
        verdicts.add(new Verdict(
                atMs,
                status.getCard().getEpoch(),
                status.getState(),
                status.getCard().getConcurrency()));
    }

    /** Whether readers could know then that this start of the agent, and all before it, does not work any more. */
    boolean isLostBy(long epoch, long atMs) {
        return verdicts.stream()
                .filter(verdict -> verdict.atMs() <= atMs)
                .anyMatch(verdict -> verdict.epoch() > epoch || (verdict.epoch() == epoch && verdict.isOver()));
    }

    /** Whether it was declared dead before one moment and nothing else was said of it until another. */
    boolean isDeadFrom(long fromMs, long untilMs) {
        Verdict last = null;
        for (Verdict verdict : verdicts) {
            if (verdict.atMs() <= fromMs) {
                last = verdict;
            } else if (verdict.atMs() <= untilMs && !verdict.isOver()) {
                return false;
            }
        }
        return last != null && last.isOver();
    }

    boolean knew(long epoch) {
        return verdicts.stream().anyMatch(verdict -> verdict.epoch() == epoch);
    }

    OptionalLong diedAtMs() {
        return verdicts.stream()
                .filter(verdict -> verdict.state() == AgentState.DEAD)
                .mapToLong(Verdict::atMs)
                .findFirst();
    }

    int concurrency() {
        return verdicts.stream().mapToInt(Verdict::concurrency).max().orElse(0);
    }
}
