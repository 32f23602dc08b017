package dev.swarmlog.coordinator.budget;

import dev.swarmlog.coordinator.budget.core.BudgetBounds;
import dev.swarmlog.coordinator.budget.core.BudgetMachine;
import dev.swarmlog.runtime.store.CommitHook;
import dev.swarmlog.runtime.store.Haste;
import dev.swarmlog.runtime.store.LiveStore;
import dev.swarmlog.runtime.store.PromptCommits;
import dev.swarmlog.runtime.store.Row;
import dev.swarmlog.runtime.wiring.Addressed;
import dev.swarmlog.schemas.wire.EventHeaders;
import dev.swarmlog.v1.Alert;
import dev.swarmlog.v1.BudgetCommand;
import dev.swarmlog.v1.BudgetEvent;
import dev.swarmlog.v1.BudgetStatus;
import dev.swarmlog.v1.Reply;
import java.time.Duration;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Between Kafka Streams and a {@link BudgetTask}. */
final class BudgetProcessor implements Processor<String, @Nullable BudgetCommand, String, Object>, BudgetOutlet {
    private static final Duration TICK = Duration.ofMillis(100);
    private static final String SOURCE = "swarmlog/coordinator";

    private final BudgetMeters meters;
    private final Haste haste;
    private ProcessorContext<String, Object> context;
    private BudgetTask task;
    private Cancellable ticking;
    private PromptCommits commits;

    @SuppressWarnings("NullAway.Init") // Streams calls init before anything else
    BudgetProcessor(BudgetMeters meters, Haste haste) {
        this.meters = meters;
        this.haste = haste;
    }

    @Override
    public void init(ProcessorContext<String, Object> initialised) {
        context = initialised;
        commits = new PromptCommits(context, haste);
        CommitHook hook = context.getStateStore(BudgetTopology.HOOK);
        hook.beforeCommit(commits::committing);
        LiveStore<Row<BudgetRow>> rows = context.getStateStore(BudgetTopology.LEDGERS);
        task = new BudgetTask(new BudgetMachine(BudgetBounds.DEFAULT), rows, this, meters);
        task.restore(context.currentSystemTimeMs());
        ticking = context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::tick);
    }

    private void tick(long nowMs) {
        task.tick(nowMs);
        commits.look(nowMs);
    }

    @Override
    public void process(Record<String, @Nullable BudgetCommand> record) {
        BudgetCommand command = record.value();
        long nowMs = context.currentSystemTimeMs();
        if (command == null) {
            meters.ignored();
        } else {
            task.command(record.key() == null ? "" : record.key(), command, nowMs);
        }
        commits.worked(nowMs);
    }

    /** Streams goes on punctuating what it closes and initialises anew, unless it is told to stop. */
    @Override
    public void close() {
        ticking.cancel();
        commits.close();
        task.close();
    }

    @Override
    public void event(BudgetEvent event) {
        send(BudgetTopology.EVENTS, event.getBudget(), event, new RecordHeaders());
    }

    @Override
    public void status(String path, @Nullable BudgetStatus status) {
        send(BudgetTopology.STATUS, path, status, new RecordHeaders());
    }

    @Override
    public void answer(Addressed<Reply> answer) {
        Headers headers = new RecordHeaders();
        EventHeaders.add(headers, answer.reply().getMessageId(), "budget", SOURCE, context.currentSystemTimeMs());
        commits.await();
        send(BudgetTopology.REPLIES, answer.key(), answer, headers);
    }

    @Override
    public void alert(Alert alert) {
        send(BudgetTopology.ALERTS, alert.getSource(), alert, new RecordHeaders());
    }

    private void send(String sink, String key, @Nullable Object value, Headers headers) {
        context.forward(new Record<>(key, value, context.currentSystemTimeMs(), headers), sink);
    }
}
