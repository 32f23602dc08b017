package dev.swarmlog.simulator;

import dev.swarmlog.document.Canonical;
import dev.swarmlog.simulator.core.ledger.Breach;
import dev.swarmlog.simulator.core.ledger.Ending;
import dev.swarmlog.simulator.core.ledger.Totals;
import dev.swarmlog.simulator.core.ledger.Violation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Evidence as lines of JSON: the first says how the books stand, each other one what is wrong with one message. */
final class Audit {
    private static final int LOST_MAX = 100_000;

    private final Report report;
    private final Crew.Context context;
    private final Crew crew;

    Audit(Report report, Crew.Context context, Crew crew) {
        this.report = report;
        this.context = context;
        this.crew = crew;
    }

    void write(long lostBeforeNanos, Appendable out) throws IOException {
        out.append(header()).append('\n');
        for (Violation violation : context.ledger().violations()) {
            out.append(line(violation)).append('\n');
        }
        List<Violation> lost = new ArrayList<>();
        context.ledger().openSince(lostBeforeNanos, number -> {
            if (lost.size() < LOST_MAX) {
                lost.add(context.ledger().lost(number));
            }
        });
        for (Violation violation : lost) {
            out.append(line(violation)).append('\n');
        }
    }

    private String header() {
        Totals totals = report.totals();
        StringBuilder out = new StringBuilder("{\"audit\":\"swarmlog.simulation\"");
        text(out, "scenario", report.scenario().name());
        number(out, "seed", report.scenario().seed());
        number(out, "startedAtMs", report.startedAtMs());
        text(out, "messages", context.ids().prefix() + "*");
        number(out, "opened", totals.opened());
        number(out, "refused", totals.refused());
        number(out, "submitted", totals.accepted());
        number(out, "replied", totals.replied());
        number(out, "repeated", totals.repeated());
        for (Ending ending : Ending.values()) {
            number(out, lower(ending), totals.of(ending));
        }
        number(out, "effects", totals.effects().done());
        number(out, "redone", totals.effects().redone());
        number(out, "fenced", totals.effects().fenced());
        for (Breach breach : Breach.values()) {
            if (breach != Breach.WRONG) {
                number(out, lower(breach), breach == Breach.LOST ? report.lost() : totals.of(breach));
            }
        }
        return out.append(",\"even\":").append(report.isEven()).append('}').toString();
    }

    private String line(Violation violation) {
        StringBuilder out = new StringBuilder("{\"violation\":\"")
                .append(lower(violation.breach()))
                .append('"');
        if (violation.number() >= 0) {
            text(out, "message", context.ids().id(violation.number()));
            number(out, "dueMs", context.ledger().dueNanos(violation.number()) / 1_000_000);
        }
        if (violation.agent() >= 0) {
            text(out, "agent", crew.member(violation.agent()).id());
        }
        if (violation.fence() > 0) {
            number(out, "fence", violation.fence());
        }
        text(out, "detail", violation.detail());
        return out.append('}').toString();
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }

    private static void text(StringBuilder out, String name, String text) {
        Canonical.quote(text, out.append(",\"").append(name).append("\":"));
    }

    private static void number(StringBuilder out, String name, long number) {
        out.append(",\"").append(name).append("\":").append(number);
    }
}
