package dev.swarmlog.cli.show;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.swarmlog.cli.view.Figures;
import dev.swarmlog.simulator.Report;
import dev.swarmlog.simulator.core.ledger.Breach;
import dev.swarmlog.simulator.core.ledger.Ending;
import dev.swarmlog.simulator.core.ledger.Totals;
import java.util.ArrayList;
import java.util.List;

/** What came of a simulation, for the one who ran it. */
public record Summary(Report report) {
    /** Whether every message ended once, with one effect, and with its own answer. */
    public boolean isEven() {
        return report.isEven();
    }

    public ObjectNode json() {
        return ReportJson.of(report);
    }

    public List<String> lines() {
        Totals totals = report.totals();
        List<String> lines = new ArrayList<>();
        lines.add("%s agents, %s messages submitted, %s replied, %s lost, %s doubled"
                .formatted(
                        Figures.count(report.scenario().agents()),
                        Figures.count(totals.accepted()),
                        Figures.count(totals.replied()),
                        Figures.count(report.lost()),
                        Figures.count(totals.of(Breach.DOUBLED))));
        lines.add("latency p50 %s, p99 %s, max %s; %.1f s, %s replies per second"
                .formatted(
                        Figures.latency(report.latency().p50Ms()),
                        Figures.latency(report.latency().p99Ms()),
                        Figures.latency(report.latency().maxMs()),
                        report.durationMs() / 1_000.0,
                        Figures.count(Math.round(report.perSecond()))));
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
        if (totals.effects().redone() + totals.effects().fenced() > 0) {
            lines.add("%s were done again because who had done them was ill, %s of these under a fence that was over"
                    .formatted(
                            Figures.count(
                                    totals.effects().redone() + totals.effects().fenced()),
                            Figures.count(totals.effects().fenced())));
        }
        lines.addAll(report.notes());
        if (!report.isEven()) {
            lines.add("what must not be: " + String.join(", ", report.problems()));
        }
        return lines;
    }
}
