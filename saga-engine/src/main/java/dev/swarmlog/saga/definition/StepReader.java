package dev.swarmlog.saga.definition;

import dev.swarmlog.agent.discovery.VersionRange;
import dev.swarmlog.document.Form;
import dev.swarmlog.document.Problems;
import dev.swarmlog.document.Spot;
import dev.swarmlog.document.Written;
import dev.swarmlog.saga.core.definition.Reserve;
import dev.swarmlog.saga.core.definition.RetryPolicy;
import dev.swarmlog.saga.core.definition.Step.Join;
import dev.swarmlog.saga.definition.StepDraft.GatherDraft;
import dev.swarmlog.saga.definition.StepDraft.TaskDraft;
import dev.swarmlog.saga.definition.StepDraft.UndoDraft;
import dev.swarmlog.saga.definition.StepDraft.WorkDraft;
import dev.swarmlog.schemas.Limits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads steps, each by itself: which fields there are and what stands in them. */
final class StepReader {
    private static final int PARALLEL_DEFAULT = 10;
    private static final long RESERVE_MAX = 1_000_000_000_000L;
    private static final double MICROS = 1e6;
    private static final Reserve NOTHING = new Reserve("", 0, 0, "");
    private static final String A_CONDITION = "an expression like input.amount > 100";

    private final DefinitionLimits limits;
    private final Problems problems;
    private final RetryPolicy retryDefault;
    private final boolean idempotentDefault;
    private final @Nullable Reserve reserveDefault;

    /** @param reserveDefault what steps reserve that say nothing else; null where the saga names no budget */
    StepReader(
            DefinitionLimits limits,
            Problems problems,
            RetryPolicy retryDefault,
            boolean idempotentDefault,
            @Nullable Reserve reserveDefault) {
        this.limits = limits;
        this.problems = problems;
        this.retryDefault = retryDefault;
        this.idempotentDefault = idempotentDefault;
        this.reserveDefault = reserveDefault;
    }

    StepDraft read(Written.Entry entry) {
        Form form = Form.of(entry.value(), entry.name(), "", problems);
        StepKind kind = form.choice("kind", StepKind.class, StepKind.TASK);
        List<Written.Text> after = form.texts("after", "the name of a step");
        Join join = form.choice("join", Join.class, Join.ALL);
        Written.Text when = condition(form, "when");
        Spot pivotAt = form.has("pivot") ? form.spot("pivot") : null;
        boolean pivot = form.truth("pivot", false);
        tellForeign(form, kind);
        WorkDraft work = work(form, kind);
        Written.Text output = kind.has("output") ? form.text("output", "an expression like result.id") : null;
        UndoDraft compensate = kind.isUndoable() ? compensate(form) : null;
        Written.Text undoWhen = kind.isUndoable() ? condition(form, "undoWhen") : null;
        form.end();
        return new StepDraft(
                entry.name(),
                entry.at(),
                kind,
                after,
                join,
                when,
                work,
                output,
                compensate,
                undoWhen,
                pivot ? pivotAt : null);
    }

    /** A field that other kinds have deserves a better word than "unknown". */
    private static void tellForeign(Form form, StepKind kind) {
        for (String field : form.unread()) {
            List<String> others = StepKind.having(field);
            if (others.isEmpty() || kind.has(field)) {
                continue;
            }
            Spot at = form.spot(field);
            form.take(field);
            if (field.equals("compensate") || field.equals("undoWhen")) {
                form.wrong(at, field, kind + " does nothing that could be undone");
            } else {
                form.wrong(at, field, kind + " has no such field; " + String.join(", ", others) + " has");
            }
        }
    }

    private WorkDraft work(Form form, StepKind kind) {
        TaskDraft task = switch (kind) {
            case TASK, GATHER, MAP -> task(form);
            case SUB_SAGA -> saga(form);
            case WAIT_SIGNAL, APPROVAL, TIMER -> TaskDraft.NONE;
        };
        Written.Text over = kind == StepKind.MAP ? form.demandText("over", "an expression like input.items") : null;
        Written special = switch (kind) {
            case WAIT_SIGNAL -> signal(form);
            case APPROVAL -> form.take("question");
            case TIMER -> form.demand("delay", "a duration like 30s, or ${...} for one");
            case TASK, GATHER, MAP, SUB_SAGA -> null;
        };
        return new WorkDraft(
                task,
                kind.has("input") ? form.take("input") : null,
                kind.has("retry") ? retry(form, retryDefault, limits) : retryDefault,
                kind.has("timeout") ? form.millis("timeout", 1, limits.timeoutMsMax(), 0) : 0,
                kind.has("idempotent") ? form.truth("idempotent", idempotentDefault) : idempotentDefault,
                kind.has("reserve") ? reserve(form) : null,
                kind == StepKind.GATHER ? gather(form) : GatherDraft.NONE,
                over,
                kind == StepKind.MAP ? (int) form.whole("parallel", 1, limits.parallelMax(), PARALLEL_DEFAULT) : 0,
                kind == StepKind.MAP ? (int) form.whole("failures", 0, Integer.MAX_VALUE, 0) : 0,
                special);
    }

    private @Nullable Reserve reserve(Form around) {
        Spot at = around.spot("reserve");
        Form form = around.form("reserve");
        if (form == null) {
            return reserveDefault;
        }
        if (reserveDefault == null) {
            around.wrong(at, "reserve", "nothing can be reserved where spec.budget names no budget");
        }
        return reserve(form, reserveDefault == null ? NOTHING : reserveDefault);
    }

    /** What is not said is as otherwise. */
    static Reserve reserve(Form form, Reserve otherwise) {
        Reserve reserve = new Reserve(
                otherwise.budget(),
                form.whole("tokens", 0, RESERVE_MAX, otherwise.tokens()),
                form.has("cost")
                        ? Math.round(form.number("cost", 0, RESERVE_MAX / MICROS, 0) * MICROS)
                        : otherwise.costMicros(),
                form.has("model")
                        ? form.plain("model", "the name of a model", Limits.ID_CHARS_MAX)
                        : otherwise.model());
        form.end();
        return reserve;
    }

    private static @Nullable Written signal(Form form) {
        Written.Text name = form.demandText("signal", "the name of a signal");
        if (name != null && name.text().isBlank()) {
            form.wrong(name.at(), "signal", "the name of a signal is expected, found nothing");
        } else if (name != null) {
            form.clipped("signal", name, Limits.ID_CHARS_MAX);
        }
        return name;
    }

    /** {@code capability} or {@code capability@range}. */
    private static TaskDraft task(Form form) {
        Written.Text text = form.demandText("task", "a capability like payments.charge or payments.charge@^1.2");
        if (text == null) {
            return TaskDraft.NONE;
        }
        TaskDraft task = split(text);
        if (task.name().isBlank()) {
            form.wrong(text.at(), "task", "a capability like payments.charge is expected, found " + text.told());
        }
        if (task.name().length() > Limits.ID_CHARS_MAX) {
            form.wrong(text.at(), "task", "a capability of at most " + Limits.ID_CHARS_MAX + " characters is expected");
        }
        try {
            VersionRange.of(task.version());
        } catch (IllegalArgumentException e) {
            form.wrong(
                    text.at(1, text.text().indexOf('@') + 2),
                    "task",
                    "a version range like ^1.2 or >=1 <3 is expected behind the @, found '"
                            + Written.Text.glimpse(task.version()) + "'");
        }
        return task;
    }

    /** {@code name} or {@code name@version}. */
    private static TaskDraft saga(Form form) {
        Written.Text text = form.demandText("saga", "a saga like refund or refund@1.4.0");
        if (text == null) {
            return TaskDraft.NONE;
        }
        TaskDraft saga = split(text);
        if (!SagaReader.NAME.matcher(saga.name()).matches()) {
            form.wrong(text.at(), "saga", "the name of a saga is expected, found '" + saga.name() + "'");
        }
        if (text.text().contains("@")
                && !SagaReader.VERSION.matcher(saga.version()).matches()) {
            form.wrong(
                    text.at(1, text.text().indexOf('@') + 2),
                    "saga",
                    "one version like 1.4.0 is expected behind the @, found '" + saga.version() + "'");
        }
        return saga;
    }

    private static TaskDraft split(Written.Text text) {
        int at = text.text().indexOf('@');
        return at < 0
                ? new TaskDraft(text.text(), "")
                : new TaskDraft(
                        text.text().substring(0, at),
                        text.text().substring(at + 1).strip());
    }

    static RetryPolicy retry(Form around, RetryPolicy otherwise, DefinitionLimits limits) {
        Form form = around.form("retry");
        if (form == null) {
            return otherwise;
        }
        int attempts = (int) form.whole("attempts", 1, limits.attemptsMax(), otherwise.attemptsMax());
        long initial = form.millis("initial", 0, RetryPolicy.PAUSE_MS_MAX, otherwise.initialMs());
        double multiplier = form.number("multiplier", 1, 100, otherwise.multiplier());
        Spot maxAt = form.spot("max");
        long max = form.millis("max", 0, RetryPolicy.PAUSE_MS_MAX, Math.max(initial, otherwise.maxMs()));
        form.end();
        if (max < initial) {
            form.wrong(maxAt, "max", "at least the initial pause is expected, found less");
            return otherwise;
        }
        return new RetryPolicy(attempts, initial, multiplier, max);
    }

    private GatherDraft gather(Form around) {
        Form form = around.form("gather");
        return form == null ? new GatherDraft("ALL", 0, 0, "", 0) : GatherForm.read(form, limits);
    }

    private @Nullable UndoDraft compensate(Form around) {
        Spot at = around.spot("compensate");
        Form form = around.form("compensate");
        if (form == null) {
            return null;
        }
        UndoDraft undo = new UndoDraft(
                at,
                task(form),
                form.take("input"),
                retry(form, retryDefault, limits),
                form.millis("timeout", 1, limits.timeoutMsMax(), 0));
        form.end();
        return undo;
    }

    /** {@code true} and {@code false} need no quotes to be expressions. */
    private static Written.@Nullable Text condition(Form form, String field) {
        return switch (form.take(field)) {
            case null -> null;
            case Written.Text text -> text;
            case Written.Truth truth -> new Written.Text(truth.at(), String.valueOf(truth.value()), truth.at());
            case Written other -> {
                form.wrong(other.at(), field, A_CONDITION + " is expected, found " + other.told());
                yield null;
            }
        };
    }
}
