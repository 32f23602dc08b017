package dev.swarmlog.sagas;

import dev.swarmlog.saga.core.Saga;
import dev.swarmlog.saga.core.fact.Fact;
import dev.swarmlog.saga.core.state.Phase;
import dev.swarmlog.saga.history.Chain;
import dev.swarmlog.saga.history.Fold;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.SagaCommand;
import dev.swarmlog.v1.SagaEvent;
import dev.swarmlog.v1.SagaStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Mutable: what the topics say of one saga, each topic's records in their order. */
final class SagaTrail {
    private static final int FACT_CHARS_MAX = 300;

    final String id;
    final List<Told> history = new ArrayList<>();
    final List<SagaCommand> starts = new ArrayList<>();
    final Map<String, List<Reply>> answers = new HashMap<>();
    /** What agents were asked to do, by message. */
    final Map<String, List<String>> asked = new LinkedHashMap<>();

    private final Chain chain;

    @Nullable
    Saga saga;

    @Nullable
    SagaStatus status;

    boolean forgotten;
    String broken = "";
    String unfolded = "";

    /** One fact, with the decision that it belongs to. */
    record Told(long version, long atMs, String trigger, Fact fact) {}

    SagaTrail(String id) {
        this.id = id;
        this.chain = new Chain(id);
    }

    void add(SagaEvent event, byte[] record) {
        if (!broken.isEmpty() || !unfolded.isEmpty()) {
            return;
        }
        String wrong = chain.follow(event, record);
        if (wrong != null) {
            broken = "version " + event.getVersion() + ": " + wrong;
            return;
        }
        if (event.getVersion() == 1 && saga != null) {
            broken = "it begins anew";
            return;
        }
        try {
            List<Fact> facts = Fold.facts(event);
            facts.forEach(fact -> history.add(new Told(event.getVersion(), event.getAtMs(), event.getTrigger(), fact)));
            saga = Saga.after(saga, id, facts, event.getAtMs());
        } catch (RuntimeException e) {
            unfolded = "version " + event.getVersion() + ": " + e;
        }
    }

    void add(SagaStatus shown) {
        status = shown;
    }

    /** It ended, and the engine does not remember it any more. */
    void forget() {
        forgotten = true;
    }

    boolean isOpen() {
        Saga now = saga;
        return !starts.isEmpty()
                && (now == null || (!now.ended() && now.attention().isEmpty()));
    }

    /** From its start to its end; 0 where it has none. */
    long tookMs() {
        return saga != null && saga.phase() instanceof Phase.Ended end ? end.atMs() - saga.startedMs() : 0;
    }

    /** What happened when, in milliseconds from the first event. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        long startMs = history.isEmpty() ? 0 : history.getFirst().atMs();
        text.append("began at ").append(startMs);
        for (Told told : history) {
            text.append("\n      ")
                    .append(told.atMs() - startMs)
                    .append(" ms: ")
                    .append(told.version())
                    .append(' ');
            text.append(told.trigger()).append(' ').append(shortened(told.fact()));
        }
        return text.toString();
    }

    private static String shortened(Fact fact) {
        String text = fact.toString();
        return text.length() <= FACT_CHARS_MAX ? text : text.substring(0, FACT_CHARS_MAX) + "...";
    }
}
