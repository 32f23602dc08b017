package dev.swarmlog.coordinator.swarm.definition;

import dev.swarmlog.agent.discovery.VersionRange;
import dev.swarmlog.coordinator.core.colony.Reserve;
import dev.swarmlog.coordinator.core.colony.Task;
import dev.swarmlog.coordinator.core.forage.HuntRule;
import dev.swarmlog.document.Form;
import dev.swarmlog.document.Written;
import dev.swarmlog.schemas.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Work that agents do for a swarm. */
final class WorkForm {
    static final long PATIENCE_MS_MAX = 86_400_000;

    private static final int WAYS_MAX = 64;
    private static final long RESERVE_MAX = 1_000_000_000_000L;
    private static final double MICROS = 1e6;

    /** As sagas name budgets; the swarm is one name more. */
    private static final Pattern BUDGET = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,127}(/[A-Za-z0-9_.-]{1,128}){0,5}");

    private WorkForm() {}

    static @Nullable Task read(Form spec) {
        Form form = spec.form("work");
        if (form == null) {
            return null;
        }
        Task.Errand kind = errand(form);
        List<Task.Way> ways = ways(form);
        HuntRule rule = new HuntRule(
                ways.stream().map(Task.Way::name).toList(),
                (int) form.whole("out", 1, 10_000, 200),
                (int) form.whole("attempts", 1, 100, 2),
                form.number("scouts", 0, 1, 0.1),
                form.number("evaporation", 0, 0.5, 0.005),
                form.number("greed", 0, 10, 2),
                form.millis("patience", 100, PATIENCE_MS_MAX, 120_000));
        form.end();
        return new Task.Hunting(kind, rule, ways);
    }

    static Task.Errand errand(Form form) {
        Written.Text capability = form.demandText("capability", "a capability like calc.carbon");
        String versions = form.plain("versions", "a range like ^1.2", Limits.VERSION_RANGE_CHARS_MAX);
        if (capability != null
                && (capability.text().isEmpty() || capability.text().length() > Limits.ID_CHARS_MAX)) {
            form.wrong(
                    capability.at(),
                    "capability",
                    "1 to " + Limits.ID_CHARS_MAX + " characters are expected, found " + capability.told());
        }
        try {
            VersionRange.of(versions);
        } catch (IllegalArgumentException e) {
            form.wrong(form.at(), "versions", String.valueOf(e.getMessage()));
        }
        return new Task.Errand(capability == null ? "" : capability.text(), versions, reserve(form.form("budget")));
    }

    /** What each errand asks of a budget; null where none is named. */
    private static @Nullable Reserve reserve(@Nullable Form form) {
        if (form == null) {
            return null;
        }
        String expected = "the path of a budget, like acme/research,";
        Written.Text name = form.demandText("name", expected);
        if (name != null && !BUDGET.matcher(name.text()).matches()) {
            form.wrong(name.at(), "name", expected + " is expected, found " + name.told());
        }
        Form each = form.form("reserve");
        form.end();
        String budget = name == null ? "" : name.text();
        if (each == null) {
            return new Reserve(budget, 0, 0, "");
        }
        Reserve reserve = new Reserve(
                budget,
                each.whole("tokens", 0, RESERVE_MAX, 0),
                Math.round(each.number("cost", 0, RESERVE_MAX / MICROS, 0) * MICROS),
                each.plain("model", "the name of a model", Limits.ID_CHARS_MAX));
        each.end();
        return reserve;
    }

    /** Without any, all agents are one way. */
    private static List<Task.Way> ways(Form form) {
        Written written = form.take("ways");
        List<Task.Way> ways = new ArrayList<>();
        if (written instanceof Written.Sequence all && all.elements().size() <= WAYS_MAX) {
            for (int i = 0; i < all.elements().size(); i++) {
                String path = form.path("ways") + "[" + i + "]";
                ways.add(way(Form.of(all.elements().get(i), "", path, form.problems())));
            }
        } else if (written != null) {
            form.wrong(
                    written.at(),
                    "ways",
                    "a list of at most " + WAYS_MAX + " like [{name: eu, region: eu-west}] is expected, found "
                            + written.told());
        }
        return ways.isEmpty() ? List.of(new Task.Way("any", "", List.of())) : ways;
    }

    private static Task.Way way(Form form) {
        Written.Text name = form.demandText("name", "a name like eu");
        String region = form.plain("region", "a region like eu-west", Limits.ID_CHARS_MAX);
        List<String> tags =
                form.texts("tags", "a tag").stream().map(Written.Text::text).toList();
        form.end();
        return new Task.Way(name == null ? "" : name.text(), region, tags);
    }
}
