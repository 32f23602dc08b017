package dev.swarmlog.saga.definition;

import dev.swarmlog.document.Form;
import dev.swarmlog.document.Problems;
import dev.swarmlog.document.Spot;
import dev.swarmlog.document.Written;
import dev.swarmlog.saga.core.definition.Budget;
import dev.swarmlog.saga.core.definition.Reserve;
import dev.swarmlog.saga.core.definition.RetryPolicy;
import dev.swarmlog.saga.core.definition.Strategy;
import dev.swarmlog.schemas.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a document as a saga: which fields there are and what stands in them. */
final class SagaReader {
    static final String API_VERSION = "swarmlog.dev/v1";
    static final String KIND = "Saga";

    static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,127}");
    static final Pattern STEP_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");

    /** Semantic versions as semver.org writes them, without build metadata, which would not tell two apart. */
    static final Pattern VERSION = Pattern.compile(
            "(0|[1-9]\\d{0,8})\\.(0|[1-9]\\d{0,8})\\.(0|[1-9]\\d{0,8})(-[0-9A-Za-z-]{1,32}(\\.[0-9A-Za-z-]{1,32}){0,4})?");

    /** Room is left for the instance's own name. */
    private static final Pattern BUDGET = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,127}(/[A-Za-z0-9_.-]{1,128}){0,5}");

    private static final double COST_MAX = 1e12;
    private static final double MICROS = 1e6;

    private final DefinitionLimits limits;
    private final Problems problems;

    SagaReader(DefinitionLimits limits, Problems problems) {
        this.limits = limits;
        this.problems = problems;
    }

    record SagaDraft(
            Header header,
            long timeoutMs,
            Strategy strategy,
            Budget budget,
            @Nullable Written input,
            @Nullable Written output,
            @Nullable Written returns,
            List<StepDraft> steps) {}

    record Header(String name, String version, String description, List<String> tags) {}

    SagaDraft read(Written document) {
        Form form = Form.of(document, "", "", problems);
        literal(form, "apiVersion", API_VERSION);
        literal(form, "kind", KIND);
        Header header = header(sub(form, "metadata"));
        Form spec = form.form("spec");
        if (spec == null) {
            spec = Form.of(new Written.Mapping(Spot.BEGIN, List.of()), "", "spec", problems);
        }
        RetryPolicy retry = StepReader.retry(spec, RetryPolicy.DEFAULT, limits);
        boolean idempotent = spec.truth("idempotent", false);
        Spending spending = spending(spec.form("budget"));
        SagaDraft draft = new SagaDraft(
                header,
                spec.millis("timeout", 1, limits.timeoutMsMax(), 0),
                spec.choice("compensation", Strategy.class, Strategy.BACKWARD),
                spending.budget(),
                spec.take("input"),
                spec.take("output"),
                spec.take("returns"),
                steps(form, new StepReader(limits, problems, retry, idempotent, spending.reserve())));
        spec.end();
        form.end();
        return draft;
    }

    private static void literal(Form form, String field, String expected) {
        Written.Text found = form.demandText(field, expected);
        if (found != null && !found.text().equals(expected)) {
            form.wrong(found.at(), field, expected + " is expected, found " + found.told());
        }
    }

    private static Form sub(Form form, String field) {
        Form found = form.form(field);
        if (found == null) {
            form.wrong(form.at(), field, "fields are expected, found nothing");
            return Form.of(new Written.Mapping(form.at(), List.of()), "", field, new Problems());
        }
        return found;
    }

    private Header header(Form form) {
        String name = matching(form, "name", NAME, "a name of letters, digits, '_', '.' and '-', a letter first,");
        String version = matching(form, "version", VERSION, "a semantic version like 1.0.0");
        String description = form.plain("description", "a text", Limits.TEXT_CHARS_MAX);
        List<String> tags = new ArrayList<>();
        Spot tagsAt = form.spot("tags");
        for (Written.Text tag : form.texts("tags", "a text")) {
            tags.add(form.clipped("tags", tag, Limits.ID_CHARS_MAX));
        }
        if (tags.size() > Limits.TAGS_MAX) {
            form.wrong(tagsAt, "tags", "at most " + Limits.TAGS_MAX + " are allowed, found " + tags.size());
        }
        form.end();
        return new Header(name, version, description, tags);
    }

    private static String matching(Form form, String field, Pattern pattern, String expected) {
        Written.Text text = form.demandText(field, expected);
        if (text != null && !pattern.matcher(text.text()).matches()) {
            form.wrong(text.at(), field, expected + " is expected, found " + text.told());
        }
        return text == null ? "" : text.text();
    }

    /** What one instance may use up, and what each attempt reserves where that is asked of a budget of many. */
    private record Spending(Budget budget, @Nullable Reserve reserve) {}

    private static Spending spending(@Nullable Form form) {
        if (form == null) {
            return new Spending(Budget.UNLIMITED, null);
        }
        Reserve reserve = reserve(form);
        Budget budget = new Budget(
                form.whole("tokens", 1, Long.MAX_VALUE, 0),
                Math.round(form.number("cost", 1 / MICROS, COST_MAX, 0) * MICROS),
                form.whole("calls", 1, Long.MAX_VALUE, 0));
        form.end();
        return new Spending(budget, reserve);
    }

    private static @Nullable Reserve reserve(Form form) {
        String expected = "the path of a budget, like acme/research,";
        Written.Text text = form.text("name", expected);
        if (text != null && !BUDGET.matcher(text.text()).matches()) {
            form.wrong(text.at(), "name", expected + " is expected, found " + text.told());
        }
        String name = text == null ? "" : text.text();
        Spot at = form.spot("reserve");
        Form each = form.form("reserve");
        if (name.isEmpty() && each != null) {
            form.wrong(at, "reserve", "nothing can be reserved where no budget is named");
        }
        Reserve nothing = new Reserve(name, 0, 0, "");
        Reserve reserve = each == null ? nothing : StepReader.reserve(each, nothing);
        return name.isEmpty() ? null : reserve;
    }

    private List<StepDraft> steps(Form form, StepReader reader) {
        List<StepDraft> drafts = new ArrayList<>();
        Written steps = form.demand("steps", "at least one step, by its name,");
        if (steps == null) {
            return drafts;
        }
        if (!(steps instanceof Written.Mapping mapping) || mapping.entries().isEmpty()) {
            form.wrong(steps.at(), "steps", "at least one step, by its name, is expected, found " + steps.told());
            return drafts;
        }
        if (mapping.entries().size() > limits.stepsMax()) {
            form.wrong(
                    steps.at(),
                    "steps",
                    "at most " + limits.stepsMax() + " steps are allowed, found "
                            + mapping.entries().size());
            return drafts;
        }
        for (Written.Entry entry : mapping.entries()) {
            if (!STEP_NAME.matcher(entry.name()).matches()) {
                form.wrong(
                        entry.at(),
                        "steps",
                        "a name of at most 64 letters, digits, '_' and '-', a letter first, is expected, found '"
                                + Written.Text.glimpse(entry.name()) + "'");
            }
            drafts.add(reader.read(entry));
        }
        return drafts;
    }
}
