package dev.swarmlog.saga.checkpoint;

import dev.swarmlog.saga.core.Saga;
import dev.swarmlog.saga.core.definition.Json;
import dev.swarmlog.saga.core.fact.Ending;
import dev.swarmlog.saga.core.fact.Fact;
import dev.swarmlog.saga.core.fact.Failure;
import dev.swarmlog.saga.core.state.Attention;
import dev.swarmlog.saga.core.state.Elements;
import dev.swarmlog.saga.core.state.Pause;
import dev.swarmlog.saga.core.state.Phase;
import dev.swarmlog.saga.core.state.Row;
import dev.swarmlog.saga.core.state.Signals;
import dev.swarmlog.saga.core.state.Tally;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A saga as bytes, of the format that {@link CheckpointCodec} numbers. */
final class SagaForm {
    private static final int FORWARD = 1;
    private static final int STOPPING = 2;
    private static final int COMPENSATING = 3;
    private static final int ENDED = 4;

    private SagaForm() {}

    static void write(ByteSink out, Saga saga) {
        out.text(saga.id());
        out.number(saga.version());
        FactForm.started(out, saga.start());
        out.number(saga.startedMs());
        out.number(saga.deadlineMs());
        phase(out, saga.phase());
        out.flag(saga.reopened());
        pause(out, saga.pause());
        out.number(saga.attention().size());
        for (Attention each : saga.attention()) {
            out.number(each.step());
            out.text(each.why());
            out.number(each.sinceMs());
        }
        signals(out, saga.signals());
        StepForm.row(out, saga.steps());
        elements(out, saga.elements());
        tally(out, saga.tally());
    }

    static Saga read(ByteSource in) {
        return new Saga(
                in.text(),
                in.number(),
                FactForm.started(in),
                in.number(),
                in.number(),
                phase(in),
                in.flag(),
                pause(in),
                attention(in),
                signals(in),
                StepForm.row(in),
                elements(in),
                tally(in));
    }

    private static void phase(ByteSink out, Phase phase) {
        switch (phase) {
            case Phase.Forward forward -> out.tag(FORWARD);
            case Phase.Stopping it -> {
                out.tag(STOPPING);
                out.number(it.step());
                FactForm.failure(out, it.cause());
                out.text(it.towards().name());
                out.number(it.settleByMs());
            }
            case Phase.Compensating it -> {
                out.tag(COMPENSATING);
                FactForm.failure(out, it.cause());
                out.text(it.towards().name());
                out.number(it.waves().size());
                it.waves().forEach(wave -> {
                    out.number(wave.size());
                    wave.forEach(out::number);
                });
                out.number(it.wave());
                out.number(it.left());
            }
            case Phase.Ended(Ending ending, Json output, @Nullable Failure cause, long atMs) -> {
                out.tag(ENDED);
                out.text(ending.name());
                out.text(output.text());
                out.flag(cause != null);
                if (cause != null) {
                    FactForm.failure(out, cause);
                }
                out.number(atMs);
            }
        }
    }

    private static Phase phase(ByteSource in) {
        int tag = in.tag();
        return switch (tag) {
            case FORWARD -> Phase.FORWARD;
            case STOPPING ->
                new Phase.Stopping(in.count(), FactForm.failure(in), Ending.valueOf(in.text()), in.number());
            case COMPENSATING ->
                new Phase.Compensating(
                        FactForm.failure(in), Ending.valueOf(in.text()), waves(in), in.count(), in.count());
            case ENDED ->
                new Phase.Ended(
                        Ending.valueOf(in.text()),
                        new Json(in.text()),
                        in.flag() ? FactForm.failure(in) : null,
                        in.number());
            default -> throw new IllegalStateException("no phase has the tag " + tag);
        };
    }

    private static List<List<Integer>> waves(ByteSource in) {
        int count = in.count();
        List<List<Integer>> waves = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int size = in.count();
            List<Integer> wave = new ArrayList<>(size);
            for (int step = 0; step < size; step++) {
                wave.add(in.count());
            }
            waves.add(wave);
        }
        return waves;
    }

    private static void pause(ByteSink out, @Nullable Pause pause) {
        out.flag(pause != null);
        if (pause != null) {
            out.text(pause.by());
            out.text(pause.reason());
            out.number(pause.sinceMs());
        }
    }

    private static @Nullable Pause pause(ByteSource in) {
        return in.flag() ? new Pause(in.text(), in.text(), in.number()) : null;
    }

    private static List<Attention> attention(ByteSource in) {
        int count = in.count();
        List<Attention> all = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            all.add(new Attention(in.count(), in.text(), in.number()));
        }
        return all;
    }

    private static void signals(ByteSink out, Signals signals) {
        out.number(signals.kept().size());
        for (Fact.SignalReceived each : signals.kept()) {
            out.text(each.id());
            out.text(each.signal());
            out.text(each.payload().text());
        }
        out.number(signals.seen().size());
        signals.seen().forEach(out::text);
    }

    private static Signals signals(ByteSource in) {
        int count = in.count();
        List<Fact.SignalReceived> kept = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            kept.add(new Fact.SignalReceived(in.text(), in.text(), new Json(in.text())));
        }
        int known = in.count();
        List<String> seen = new ArrayList<>(known);
        for (int i = 0; i < known; i++) {
            seen.add(in.text());
        }
        return new Signals(kept, seen);
    }

    private static void elements(ByteSink out, Row<Elements> row) {
        out.number(row.size());
        for (int i = 0; i < row.size(); i++) {
            Elements it = row.at(i);
            out.flag(it != null);
            if (it != null) {
                out.number(it.items().size());
                it.items().forEach(item -> out.text(item.text()));
                StepForm.row(out, it.states());
                out.number(it.base());
                out.number(it.begun());
                out.number(it.ended());
                out.number(it.failed());
                out.number(it.standing());
            }
        }
    }

    private static Row<Elements> elements(ByteSource in) {
        int size = in.count();
        Row<Elements> row = Row.empty();
        for (int i = 0; i < size; i++) {
            if (in.flag()) {
                row = row.with(
                        i,
                        new Elements(
                                items(in),
                                StepForm.row(in),
                                in.count(),
                                in.count(),
                                in.count(),
                                in.count(),
                                in.count()));
            }
        }
        return row;
    }

    private static List<Json> items(ByteSource in) {
        int count = in.count();
        List<Json> items = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            items.add(new Json(in.text()));
        }
        return items;
    }

    private static void tally(ByteSink out, Tally it) {
        out.number(it.settled());
        out.number(it.doubts());
        out.number(it.done());
        out.number(it.bytes());
        out.number(it.calls());
        FactForm.spent(out, it.spent());
    }

    private static Tally tally(ByteSource in) {
        return new Tally(in.count(), in.count(), in.number(), in.number(), in.number(), FactForm.spent(in));
    }
}
