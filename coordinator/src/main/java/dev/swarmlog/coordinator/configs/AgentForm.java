package dev.swarmlog.coordinator.configs;

import dev.swarmlog.agent.Agent;
import dev.swarmlog.coordinator.budget.core.Path;
import dev.swarmlog.document.Canonical;
import dev.swarmlog.document.Form;
import dev.swarmlog.document.Written;
import dev.swarmlog.schemas.Limits;
import dev.swarmlog.v1.AgentConfig;
import dev.swarmlog.v1.AgentPrice;
import dev.swarmlog.v1.BudgetAmounts;
import dev.swarmlog.v1.Capability;
import dev.swarmlog.v1.Location;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The fields of one agent, or of many that differ in their number. */
final class AgentForm {
    private static final String NUMBER = "{n}";
    private static final int COUNT_MAX = AgentsReader.AGENTS_MAX;
    private static final int CONCURRENCY_MAX = 10_000;
    private static final int QUEUE_MAX = 100_000;
    private static final int DIGITS_MAX = 10;
    private static final long DAY_MS = 86_400_000;
    private static final long HOUR_MS = 3_600_000;
    private static final long AMOUNT_MAX = 1_000_000_000_000L;
    private static final double MICROS = 1e6;
    private static final double MONEY_MAX = 1e6;
    private static final double WEIGHT_MIN = 0.001;
    private static final String HANDLER = "[A-Za-z0-9][A-Za-z0-9._-]{0,127}";

    private AgentForm() {}

    /** The ids of as many agents as are meant. */
    record Pattern(String id, int count, int from) {
        String id(int index) {
            return id.replace(NUMBER, String.valueOf(from + index));
        }
    }

    static Pattern pattern(Form form) {
        Written.Text id = form.demandText("id", "an id like calc-1, or calc-{n} with a count,");
        boolean isMany = form.has("count");
        var at = form.spot("count");
        int count = (int) form.whole("count", 1, COUNT_MAX, 1);
        int from = (int) form.whole("from", 0, Integer.MAX_VALUE - COUNT_MAX, 1);
        if (id == null) {
            return new Pattern("", 0, from);
        }
        int chars = id.text().length() + (id.text().contains(NUMBER) ? DIGITS_MAX : 0);
        if (id.text().isBlank() || chars > Limits.ID_CHARS_MAX) {
            form.wrong(id.at(), "id", "1 to " + Limits.ID_CHARS_MAX + " characters are expected, found " + chars);
        }
        if (isMany != id.text().contains(NUMBER)) {
            form.wrong(
                    isMany ? at : id.at(),
                    isMany ? "count" : "id",
                    isMany
                            ? "an id with {n} in it is expected beside a count, found " + id.told()
                            : "a count is expected beside {n}, found nothing");
        }
        return new Pattern(id.text(), count, from);
    }

    static AgentConfig.Builder read(Form form, String document) {
        AgentConfig.Builder config = AgentConfig.newBuilder()
                .setDocument(document)
                .setHosts(word(form, "hosts", "default"))
                .setHandler(word(form, "handler", ""))
                .setSettings(settings(form))
                .setCapabilities(capabilities(form))
                .setServiceType(form.plain("serviceType", "a text", Limits.ID_CHARS_MAX))
                .setTags(tags(form))
                .setLocation(new Location(
                        form.plain("region", "a text", Limits.ID_CHARS_MAX),
                        form.plain("zone", "a text", Limits.ID_CHARS_MAX)))
                .setConcurrency((int) form.whole("concurrency", 1, CONCURRENCY_MAX, 1))
                .setQueueMax((int) form.whole("queue", 0, QUEUE_MAX, -1))
                .setWeight(form.number("weight", WEIGHT_MIN, Limits.WEIGHT_MAX, 1))
                .setTimeLimitMs(form.millis("timeLimit", 1, DAY_MS, HOUR_MS))
                .setModel(form.plain("model", "a text", Limits.ID_CHARS_MAX))
                .setPrice(price(form.form("price")));
        budget(form.take("budget"), form, config);
        return config;
    }

    /** A name that something in a program bears. */
    private static String word(Form form, String field, String otherwise) {
        String expected = "a name of letters, digits, '.', '_' and '-'";
        Written.Text text = otherwise.isEmpty() ? form.demandText(field, expected) : form.text(field, expected);
        if (text == null) {
            return otherwise;
        }
        if (!text.text().matches(HANDLER)) {
            form.wrong(text.at(), field, expected + " is expected, found " + text.told());
        }
        return text.text();
    }

    /** What is no text is handed on as JSON. */
    private static Map<String, String> settings(Form form) {
        Map<String, String> settings = new TreeMap<>();
        Form written = form.form("settings");
        if (written == null) {
            return settings;
        }
        List<String> names = written.unread();
        if (names.size() > Limits.ATTRIBUTES_MAX) {
            form.wrong(
                    written.at(),
                    "settings",
                    "at most " + Limits.ATTRIBUTES_MAX + " are expected, found " + names.size());
            return settings;
        }
        for (String name : names) {
            Written value = written.take(name);
            String text =
                    value instanceof Written.Text plain ? plain.text() : value == null ? "" : Canonical.json(value);
            if (value != null && text.length() > Limits.ATTRIBUTE_CHARS_MAX) {
                written.wrong(
                        value.at(),
                        name,
                        "at most " + Limits.ATTRIBUTE_CHARS_MAX + " characters are expected, found " + text.length());
            }
            settings.put(name, text);
        }
        return settings;
    }

    private static List<Capability> capabilities(Form form) {
        List<Capability> capabilities = new ArrayList<>();
        Written value = form.demand("capabilities", "names with their versions like {calc: 1.2.0}");
        if (value == null) {
            return capabilities;
        }
        Form written = Form.of(value, form.section(), form.path("capabilities"), form.problems());
        if (written.unread().isEmpty() && value instanceof Written.Mapping) {
            form.wrong(value.at(), "capabilities", "one or more are expected, found none");
        }
        Agent.Builder checked = Agent.named("any");
        for (String name : written.unread()) {
            Written.Text version = written.demandText(name, "a version like 1.2.0");
            try {
                if (version != null) {
                    checked.capability(name, version.text());
                    capabilities.add(new Capability(name, version.text()));
                }
            } catch (IllegalArgumentException e) {
                written.wrong(version.at(), name, String.valueOf(e.getMessage()));
            }
        }
        return capabilities;
    }

    private static List<String> tags(Form form) {
        List<String> tags = new ArrayList<>();
        for (Written.Text tag : form.texts("tags", "a text")) {
            tags.add(form.clipped("tags", tag, Limits.ID_CHARS_MAX));
        }
        if (tags.size() > Limits.TAGS_MAX) {
            form.wrong(form.at(), "tags", "at most " + Limits.TAGS_MAX + " are expected, found " + tags.size());
        }
        return tags;
    }

    private static AgentPrice price(@Nullable Form form) {
        if (form == null) {
            return new AgentPrice(0L, 0L, 0L);
        }
        AgentPrice price = new AgentPrice(micros(form, "in"), micros(form, "out"), micros(form, "call"));
        form.end();
        return price;
    }

    /** A path alone, or with what a delivery reserves. */
    private static void budget(@Nullable Written written, Form form, AgentConfig.Builder config) {
        BudgetAmounts reserve = new BudgetAmounts(0L, 0L, 1L, 0L);
        Written.Text path = null;
        if (written instanceof Written.Text alone) {
            path = alone;
        } else if (written != null) {
            Form budget = Form.of(written, form.section(), form.path("budget"), form.problems());
            path = budget.demandText("name", "the path of a budget like acme/agents");
            Form reserved = budget.form("reserve");
            if (reserved != null) {
                reserve = new BudgetAmounts(
                        reserved.whole("tokens", 0, AMOUNT_MAX, 0),
                        micros(reserved, "cost"),
                        reserved.whole("calls", 0, AMOUNT_MAX, 1),
                        reserved.millis("time", 0, DAY_MS, 0));
                reserved.end();
            }
            budget.end();
        }
        // The agent's own name is one more.
        String flaw = path == null ? null : Path.flaw(path.text() + "/agent");
        if (path != null && flaw != null) {
            form.wrong(path.at(), "budget", flaw + ", with the agent's");
        }
        config.setBudget(path == null ? "" : path.text()).setReserve(reserve);
    }

    private static long micros(Form form, String field) {
        return Math.round(form.number(field, 0, MONEY_MAX, 0) * MICROS);
    }
}
