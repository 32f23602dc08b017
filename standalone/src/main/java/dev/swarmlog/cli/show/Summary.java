package dev.swarmlog.cli.show;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.swarmlog.cli.view.Figures;
import dev.swarmlog.cli.view.Json;
import dev.swarmlog.simulator.Snapshot;
import dev.swarmlog.simulator.core.Ending;
import dev.swarmlog.simulator.core.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What came of a simulation. */
public record Summary(int agents, double seconds, Snapshot end) {
    /** Whether every message ended once, with one effect, and with its own answer. */
    public boolean isEven() {
        Ledger.Totals totals = end.totals();
        return lost() == 0 && totals.doubled() == 0 && totals.answeredTwice() == 0 && totals.of(Ending.WRONG) == 0;
    }

    public long lost() {
        return end.totals().open();
    }

    public ObjectNode json() {
        Ledger.Totals totals = end.totals();
        ObjectNode json = Json.object()
                .put("agents", agents)
                .put("submitted", totals.accepted())
                .put("replied", totals.replied())
                .put("lost", lost())
                .put("doubled", totals.doubled())
                .put("refused", totals.refused());
        for (Ending ending : Ending.values()) {
            json.put(ending.name().toLowerCase(Locale.ROOT), totals.of(ending));
        }
        return json.put("p50Ms", end.whole().p50Ms())
                .put("p99Ms", end.whole().p99Ms())
                .put("maxMs", end.whole().maxMs())
                .put("perSecond", Math.round(totals.replied() / Math.max(0.001, seconds)))
                .put("seconds", Math.round(seconds * 10) / 10.0);
    }

    public List<String> lines() {
        Ledger.Totals totals = end.totals();
        List<String> lines = new ArrayList<>();
        lines.add("%s agents, %s messages submitted, %s replied, %s lost, %s doubled"
                .formatted(
                        Figures.count(agents),
                        Figures.count(totals.accepted()),
                        Figures.count(totals.replied()),
                        Figures.count(lost()),
                        Figures.count(totals.doubled())));
        lines.add("latency p50 %s, p99 %s, max %s; %.1f s, %s replies per second"
                .formatted(
                        Figures.latency(end.whole().p50Ms()),
                        Figures.latency(end.whole().p99Ms()),
                        Figures.latency(end.whole().maxMs()),
                        seconds,
                        Figures.count(Math.round(totals.replied() / Math.max(0.001, seconds)))));
        long notCompleted = totals.replied() - totals.of(Ending.COMPLETED);
        if (notCompleted + totals.refused() > 0) {
            lines.add("of these %s failed, %s rejected, %s expired, %s with a wrong answer; %s more were not taken"
                    .formatted(
                            totals.of(Ending.FAILED),
                            totals.of(Ending.REJECTED),
                            totals.of(Ending.EXPIRED),
                            totals.of(Ending.WRONG),
                            totals.refused()));
        }
        return lines;
    }
}
