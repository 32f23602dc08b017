package dev.swarmlog.coordinator.budget;

import dev.swarmlog.coordinator.budget.core.Amounts;
import dev.swarmlog.coordinator.budget.core.AtLimit;
import dev.swarmlog.coordinator.budget.core.AtLimit.Action;
import dev.swarmlog.coordinator.budget.core.Definition;
import dev.swarmlog.coordinator.budget.core.Limit;
import dev.swarmlog.coordinator.budget.core.Path;
import dev.swarmlog.coordinator.budget.core.Period;
import dev.swarmlog.coordinator.budget.core.Price;
import dev.swarmlog.document.DocumentLimits;
import dev.swarmlog.document.DocumentReader;
import dev.swarmlog.document.Form;
import dev.swarmlog.document.Problem;
import dev.swarmlog.document.Problems;
import dev.swarmlog.document.Written;
import dev.swarmlog.schemas.Limits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes budgets of documents, or tells all that is wrong with them. */
public final class BudgetDefinitions {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,127}");
    private static final Pattern CAPABILITY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.:-]{0,127}");
    private static final DocumentLimits DOCUMENT = new DocumentLimits(200_000, 8, 20_000);
    private static final List<String> PERIODS = List.of("HOUR", "DAY", "MONTH");
    private static final List<Integer> THRESHOLDS = List.of(50, 80, 100);
    private static final int LIMITS_MAX = 1_000;
    private static final int PRICES_MAX = 1_000;
    private static final int PROBLEMS_MAX = 50;
    private static final int DEPTH_MAX = 100;
    private static final long LIMIT_MAX = 1_000_000_000_000_000L;
    private static final double MICROS = 1e6;
    private static final double MONEY_MAX = 1e9;
    private static final double PRICE_MAX = 1e6;
    private static final long HOLD_MS = 600_000;
    private static final long WITHIN_MS = 3_600_000;
    private static final long DAY_MS = 86_400_000;
    private static final long TIME_MS_MAX = 36_500 * DAY_MS;

    private BudgetDefinitions() {}

    /**
     * What was read.
     *
     * @param definition null where something is wrong
     */
    public record Read(@Nullable Definition definition, List<Problem> problems) {
        /** All problems as one text. */
        public String told() {
            return String.join("; ", problems.stream().map(Problem::toString).toList());
        }
    }

    public static Read read(String source) {
        Problems problems = new Problems();
        Written root = new DocumentReader(DOCUMENT).read(source.getBytes(StandardCharsets.UTF_8), problems);
        Definition definition = root == null ? null : definition(root, source, problems);
        return new Read(problems.isEmpty() ? definition : null, problems.first(PROBLEMS_MAX));
    }

    private static Definition definition(Written root, String source, Problems problems) {
        Form form = Form.of(root, "", "", problems);
        literal(form, "apiVersion", "swarmlog.dev/v1");
        literal(form, "kind", "Budget");
        String name = name(form.form("metadata"), form);
        List<Limit> limits = new ArrayList<>();
        Map<String, Price> models = new HashMap<>();
        Map<String, Price> agents = new HashMap<>();
        long holdMs = HOLD_MS;
        boolean charges = true;
        Period period = Period.NONE;
        Form spec = form.form("spec");
        if (spec == null) {
            form.wrong(form.at(), "spec", "what may be spent is expected, found nothing");
        } else {
            Form prices = spec.form("prices");
            if (prices != null) {
                prices(prices.form("models"), models);
                prices(prices.form("agents"), agents);
                prices.end();
            }
            holdMs = spec.millis("hold", 1_000, 7 * DAY_MS, HOLD_MS);
            charges = !"RELEASE".equals(spec.word("unsettled", List.of("CHARGE", "RELEASE")));
            String each = spec.word("period", PERIODS);
            period = each == null ? Period.NONE : Period.valueOf(each);
            below(spec.take("below"), name, limits, spec);
            limits.add(limit(spec, List.of(name)));
        }
        form.end();
        return new Definition(name, source, limits, models, agents, holdMs, charges).each(period);
    }

    private static void literal(Form form, String field, String expected) {
        Written.Text found = form.demandText(field, expected);
        if (found != null && !found.text().equals(expected)) {
            form.wrong(found.at(), field, expected + " is expected, found " + found.told());
        }
    }

    private static String name(@Nullable Form metadata, Form form) {
        if (metadata == null) {
            form.wrong(form.at(), "metadata", "fields are expected, found nothing");
            return "";
        }
        String expected = "a name of letters, digits, '_', '.' and '-', a letter first,";
        Written.Text text = metadata.demandText("name", expected);
        if (text != null && !NAME.matcher(text.text()).matches()) {
            metadata.wrong(text.at(), "name", expected + " is expected, found " + text.told());
        }
        metadata.plain("description", "a text", Limits.TEXT_CHARS_MAX);
        metadata.end();
        return text == null ? "" : text.text();
    }

    private static void below(@Nullable Written written, String name, List<Limit> limits, Form spec) {
        if (written == null) {
            return;
        }
        if (!(written instanceof Written.Mapping mapping) || mapping.entries().size() > LIMITS_MAX) {
            spec.wrong(
                    written.at(),
                    "below",
                    "at most " + LIMITS_MAX + " limits by their paths are expected, found " + written.told());
            return;
        }
        for (Written.Entry entry : mapping.entries()) {
            List<String> pattern = Path.names(name + "/" + entry.name());
            String flaw = Path.flaw(name + "/" + entry.name().replace(Limit.ANY, "any"));
            if (flaw != null) {
                spec.wrong(entry.at(), "below." + entry.name(), flaw.replace("none of them '*'", "or '*' for any"));
            }
            limits.add(limit(Form.of(entry.value(), "below " + entry.name(), "", spec.problems()), pattern));
        }
    }

    private static Limit limit(Form form, List<String> pattern) {
        Amounts amounts = Amounts.BOUNDLESS;
        int depthMax = DEPTH_MAX;
        Form limit = form.form("limit");
        if (limit != null) {
            amounts = new Amounts(
                    limit.whole("tokens", 0, LIMIT_MAX, Amounts.UNLIMITED),
                    money(limit, "cost", MONEY_MAX, Amounts.UNLIMITED),
                    limit.whole("calls", 0, LIMIT_MAX, Amounts.UNLIMITED),
                    limit.millis("time", 0, TIME_MS_MAX, Amounts.UNLIMITED));
            depthMax = (int) limit.whole("depth", 0, DEPTH_MAX, DEPTH_MAX);
            limit.end();
        }
        Limit made = new Limit(pattern, amounts, depthMax, thresholds(form), atLimit(form));
        form.end();
        return made;
    }

    private static List<Integer> thresholds(Form form) {
        Written written = form.take("alerts");
        if (written == null) {
            return THRESHOLDS;
        }
        TreeSet<Integer> percents = new TreeSet<>();
        List<Written> elements = written instanceof Written.Sequence list ? list.elements() : List.of(written);
        for (Written each : elements) {
            if (each instanceof Written.Whole whole && whole.value() >= 1 && whole.value() <= 100) {
                percents.add((int) whole.value());
            } else {
                form.wrong(each.at(), "alerts", "a percentage from 1 to 100 is expected, found " + each.told());
            }
        }
        return List.copyOf(percents);
    }

    /** One word where the action needs nothing else. */
    private static AtLimit atLimit(Form form) {
        if (!form.has("atLimit")) {
            return AtLimit.STOP;
        }
        var at = form.spot("atLimit");
        Written written = form.take("atLimit");
        if (written instanceof Written.Text text && text.text().equals("STOP")) {
            return AtLimit.STOP;
        }
        if (written instanceof Written.Text text && text.text().equals("ASK")) {
            return new AtLimit(Action.ASK, "", 0, 100, WITHIN_MS);
        }
        if (!(written instanceof Written.Mapping)) {
            form.wrong(at, "atLimit", "STOP, ASK, or what to do with the capability to go to, is expected");
            return AtLimit.STOP;
        }
        Form does = Form.of(written, form.section(), form.path("atLimit"), form.problems());
        Action action = does.choice("do", Action.class, Action.STOP);
        boolean isElsewhere = action == Action.DEGRADE || action == Action.HANDOFF;
        String capability = isElsewhere ? capability(does) : "";
        AtLimit made = new AtLimit(
                action,
                capability,
                action == Action.DEGRADE ? (int) does.whole("percent", 0, 100, 100) : 0,
                (int) does.whole("from", 1, 100, 100),
                action == Action.ASK ? does.millis("within", 1_000, 7 * DAY_MS, WITHIN_MS) : 0);
        does.end();
        return made;
    }

    private static String capability(Form does) {
        String expected = "the capability to go to, of letters, digits, '_', '.', ':' and '-',";
        Written.Text text = does.demandText("capability", expected);
        if (text != null && !CAPABILITY.matcher(text.text()).matches()) {
            does.wrong(text.at(), "capability", expected + " is expected, found " + text.told());
        }
        return text == null ? "" : text.text();
    }

    private static void prices(@Nullable Form form, Map<String, Price> prices) {
        if (form == null) {
            return;
        }
        List<String> names = form.unread();
        if (names.size() > PRICES_MAX) {
            form.wrong(form.at(), "", "at most " + PRICES_MAX + " prices are expected, found " + names.size());
            return;
        }
        for (String name : names) {
            Form price = form.form(name);
            if (price != null) {
                prices.put(
                        name,
                        new Price(
                                money(price, "in", PRICE_MAX, 0),
                                money(price, "out", PRICE_MAX, 0),
                                money(price, "call", PRICE_MAX, 0)));
                price.end();
            }
        }
    }

    /** In millionths; the only place where money is anything but whole. */
    private static long money(Form form, String field, double max, long otherwise) {
        return form.has(field) ? Math.round(form.number(field, 0, max, 0) * MICROS) : otherwise;
    }
}
