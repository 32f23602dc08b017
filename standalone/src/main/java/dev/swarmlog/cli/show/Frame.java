package dev.swarmlog.cli.show;

import dev.swarmlog.cli.view.Figures;
import dev.swarmlog.cli.view.Ink;
import dev.swarmlog.cli.view.Line;
import dev.swarmlog.cli.view.Sparkline;
import dev.swarmlog.simulator.Latencies;
import dev.swarmlog.simulator.Snapshot;
import dev.swarmlog.simulator.core.ledger.Totals;
import dev.swarmlog.v1.AgentState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Draws a scene into so many columns and lines.
 *
 * @param unicode whether the terminal shows more than ASCII
 */
record Frame(int width, int height, boolean colours, boolean unicode) {
    private static final int LABEL = 11;
    private static final int TOP_LINES = 9;
    private static final int ROWS_MAX = 20;
    private static final int COLUMN_MIN = 40;
    private static final Map<AgentState, Ink> STATES = Map.of(
            AgentState.JOINING, Ink.ACCENT,
            AgentState.HEALTHY, Ink.GOOD,
            AgentState.DEGRADED, Ink.WARNING,
            AgentState.SUSPECT, Ink.WARNING,
            AgentState.DEAD, Ink.BAD);

    List<String> draw(Scene scene, Sparkline replies) {
        Snapshot now = scene.figures();
        List<Line> lines = new ArrayList<>();
        lines.add(line().add("swarmlog", Ink.STRONG)
                .add("  " + scene.act().name())
                .right(clock(scene), Ink.FAINT));
        lines.add(line().add((unicode ? "─" : "-").repeat(width), Ink.FAINT));
        lines.add(agents(scene));
        lines.add(messages(now.totals()));
        lines.add(label("latency").add(latency(now.recent())).add("   overall " + latency(now.whole()), Ink.FAINT));
        lines.add(throughput(scene, replies));
        lines.add(lag(now.lag()));
        lines.add(line());
        lines.addAll(columns(scene));
        return lines.stream().limit(height).map(Line::toString).toList();
    }

    private Line messages(Totals totals) {
        long breaches =
                totals.breaches().values().stream().mapToLong(Long::longValue).sum();
        return label("messages")
                .add(Figures.count(totals.accepted()), Ink.STRONG)
                .add(" submitted   ")
                .add(Figures.count(totals.replied()), Ink.STRONG)
                .add(" replied   " + Figures.count(totals.open()) + " on the way")
                .add(breaches > 0 ? "   " + breaches + " wrong" : "", Ink.BAD);
    }

    private Line lag(Map<String, Long> lag) {
        Line line = label("unread");
        lag.forEach((service, records) ->
                line.add(Figures.count(records), Ink.STRONG).add(" " + service + "   "));
        return lag.isEmpty() ? line.add("-") : line;
    }

    private Line line() {
        return new Line(width, colours);
    }

    private Line label(String text) {
        return line().add(text, Ink.FAINT).tab(LABEL);
    }

    private static String clock(Scene scene) {
        return scene.act().elapsed().toSeconds() + " s" + (scene.act().isOver() ? "" : "  ctrl-c ends it");
    }

    private Line agents(Scene scene) {
        Line line = label("agents");
        int known = 0;
        for (AgentState state : AgentState.values()) {
            int count = scene.agents(state);
            Ink ink = STATES.get(state);
            if (ink != null && (count > 0 || state == AgentState.HEALTHY)) {
                line.add(Figures.count(count), Ink.STRONG)
                        .add(" " + state.name().toLowerCase(Locale.ROOT) + "   ", ink);
                known += count;
            }
        }
        int ailing = scene.figures().ailing();
        if (ailing > 0) {
            line.add(Figures.count(ailing) + " ailing   ", Ink.BAD);
        }
        return known < scene.expected() ? line.add("of " + Figures.count(scene.expected()), Ink.FAINT) : line;
    }

    private static String latency(Latencies.Figures figures) {
        return figures.count() == 0
                ? "-"
                : "p50 " + Figures.latency(figures.p50Ms()) + "   p99 " + Figures.latency(figures.p99Ms());
    }

    private Line throughput(Scene scene, Sparkline replies) {
        String rates = "%,.0f/s in   %,.0f/s out"
                .formatted(scene.pace().submittedPerSecond(), scene.pace().repliedPerSecond());
        int room = Math.max(0, width - LABEL - 30);
        return label("per second").add(rates).tab(width - room).add(replies.draw(room, unicode), Ink.ACCENT);
    }

    /** The busiest agents to the left, the news to the right. */
    private List<Line> columns(Scene scene) {
        int rows = Math.max(0, Math.min(height - TOP_LINES, ROWS_MAX));
        int split = Math.max(COLUMN_MIN, width * 2 / 5);
        List<Snapshot.Work> busiest = scene.figures().busiest();
        List<Journal.Entry> news = scene.news();
        int skipped = Math.max(0, news.size() - rows);
        List<Line> lines = new ArrayList<>();
        lines.add(line().add("busiest agents", Ink.FAINT).tab(split).add("what happens", Ink.FAINT));
        for (int row = 0; row < rows; row++) {
            Line line = line();
            if (row < busiest.size()) {
                line.append(worker(busiest.get(row), busiest.getFirst().done(), split));
            }
            if (row + skipped < news.size()) {
                Journal.Entry entry = news.get(row + skipped);
                line.tab(split)
                        .add(String.format(Locale.ROOT, "%5.1f s  ", entry.atMs() / 1_000.0), Ink.FAINT)
                        .add(entry.text());
            }
            lines.add(line);
        }
        return lines;
    }

    private Line worker(Snapshot.Work work, long most, int columns) {
        int name = Math.clamp(work.agentId().length() + 1L, 10, 18);
        int bar = Math.max(0, columns - name - 20);
        long full = Math.round((double) bar * work.done() / most);
        return new Line(columns - 2, colours)
                .add(work.agentId())
                .tab(name)
                .add(work.capability(), Ink.FAINT)
                .tab(name + 8)
                .add("%8s ".formatted(Figures.count(work.done())))
                .add((unicode ? "▪" : "=").repeat((int) full), Ink.ACCENT);
    }
}
