package dev.swarmlog.cli;

import dev.swarmlog.agent.core.MessageIds;
import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.cli.saga.SagaLog;
import dev.swarmlog.cli.view.Json;
import dev.swarmlog.saga.history.Lineage;
import dev.swarmlog.saga.history.Packed;
import dev.swarmlog.v1.SagaCommandKind;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code saga}: workflows that remember how far they came. */
@Command(
        name = "saga",
        description =
                "Define, start and look after sagas: workflows that remember how far they came, and undo what they"
                        + " did.",
        subcommands = {
            SagaValidateCommand.class,
            SagaDeployCommand.class,
            SagaStartCommand.class,
            SagaListCommand.class,
            SagaShowCommand.class
        },
        footerHeading = "%nExample:%n",
        footer = {"  ./swarmlog saga deploy order.yaml", "  ./swarmlog saga start order --input '{\"amount\":4}' --wait"
        })
final class SagaCommand {
    private static final String STEP = "The step's name";

    @Command(
            name = "cancel",
            description = "Stop a saga and undo what it did.",
            footerHeading = "%nExample:%n",
            footer = "  ./swarmlog saga cancel o-1 --reason 'out of stock'")
    int cancel(
            @Mixin SagaTelling saga,
            @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = "Why") String reason)
            throws InterruptedException {
        return saga.tell(saga.command(SagaCommandKind.CANCEL).setReason(reason));
    }

    @Command(
            name = "signal",
            description = "Give a saga the signal that a step of it waits for, or will.",
            footerHeading = "%nExample:%n",
            footer = "  ./swarmlog saga signal o-1 documents-there --data '{\"count\":3}'")
    int signal(
            @Mixin SagaTelling saga,
            @Parameters(index = "1", paramLabel = "SIGNAL", description = "Its name") String signal,
            @Option(names = "--data", paramLabel = "JSON", defaultValue = "null", description = "What it says")
                    String data,
            @Option(
                            names = "--key",
                            paramLabel = "KEY",
                            defaultValue = "",
                            description = "An idempotency key: the same one again is no second signal")
                    String key)
            throws InterruptedException {
        try {
            Json.parse(data);
        } catch (IllegalArgumentException e) {
            throw Failure.wrongUsage("--data: " + e.getMessage());
        }
        return saga.tell(saga.command(SagaCommandKind.SIGNAL)
                .setTarget(signal)
                .setJson(data)
                .setIdempotencyKey(key));
    }

    @Command(
            name = "approve",
            description = "Say yes to a step that asks a person.",
            footerHeading = "%nExample:%n",
            footer = "  ./swarmlog saga approve o-1 publish --comment 'well done'")
    int approve(
            @Mixin SagaTelling saga,
            @Parameters(index = "1", paramLabel = "STEP", description = STEP) String step,
            @Mixin CommentOption why)
            throws InterruptedException {
        return saga.tell(saga.command(SagaCommandKind.ANSWER)
                .setTarget(step)
                .setApproved(true)
                .setReason(why.text()));
    }

    @Command(
            name = "refuse",
            description = "Say no to a step that asks a person, which fails it.",
            footerHeading = "%nExample:%n",
            footer = "  ./swarmlog saga refuse o-1 publish --comment 'figures are missing'")
    int refuse(
            @Mixin SagaTelling saga,
            @Parameters(index = "1", paramLabel = "STEP", description = STEP) String step,
            @Mixin CommentOption why)
            throws InterruptedException {
        return saga.tell(saga.command(SagaCommandKind.ANSWER)
                .setTarget(step)
                .setApproved(false)
                .setReason(why.text()));
    }

    @Command(
            name = "retry",
            description = "Have a saga go on from this step again.",
            footerHeading = "%nExample:%n",
            footer = "  ./swarmlog saga retry o-1 charge")
    int retry(@Mixin SagaTelling saga, @Parameters(index = "1", paramLabel = "STEP", description = STEP) String step)
            throws InterruptedException {
        return saga.tell(saga.command(SagaCommandKind.RETRY).setTarget(step));
    }

    @Command(
            name = "skip",
            description = "Have a saga go on without this step, or without undoing it.",
            footerHeading = "%nExample:%n",
            footer = "  ./swarmlog saga skip o-1 charge")
    int skip(@Mixin SagaTelling saga, @Parameters(index = "1", paramLabel = "STEP", description = STEP) String step)
            throws InterruptedException {
        return saga.tell(saga.command(SagaCommandKind.SKIP).setTarget(step));
    }

    @Command(
            name = "pause",
            description = "Have a saga begin nothing more until it is resumed.",
            footerHeading = "%nExample:%n",
            footer = "  ./swarmlog saga pause o-1")
    int pause(@Mixin SagaTelling saga, @Mixin CommentOption why) throws InterruptedException {
        return saga.tell(saga.command(SagaCommandKind.PAUSE).setReason(why.text()));
    }

    @Command(
            name = "resume",
            description = "Have a paused saga go on.",
            footerHeading = "%nExample:%n",
            footer = "  ./swarmlog saga resume o-1")
    int resume(@Mixin SagaTelling saga) throws InterruptedException {
        return saga.tell(saga.command(SagaCommandKind.RESUME));
    }

    @Command(
            name = "resolve",
            description = "Say that what kept a saga from ending was settled by hand.",
            footerHeading = "%nExample:%n",
            footer = "  ./swarmlog saga resolve o-1 --comment 'refunded by hand'")
    int resolve(@Mixin SagaTelling saga, @Mixin CommentOption why) throws InterruptedException {
        return saga.tell(saga.command(SagaCommandKind.RESOLVE).setReason(why.text()));
    }

    @Command(
            name = "rebuild",
            description = "Make a quarantined saga's state anew of its history.",
            footerHeading = "%nExample:%n",
            footer = "  ./swarmlog saga rebuild o-1")
    int rebuild(@Mixin SagaTelling saga) throws InterruptedException {
        return saga.tell(saga.command(SagaCommandKind.REBUILD).setEvents(history(saga)));
    }

    @Command(
            name = "reset",
            description = {
                "Begin a new saga that goes forward from an earlier event of one that is over, and print its id.",
                "What was done up to then counts, but for what was undone since; what had failed is tried again."
            },
            footerHeading = "%nExample:%n",
            footer = "  ./swarmlog saga reset o-1 --to 3 --as o-1b")
    int reset(
            @Mixin SagaTelling saga,
            @Option(
                            names = "--to",
                            paramLabel = "VERSION",
                            required = true,
                            description = "The last event that counts, as 'saga show' numbers them")
                    long version,
            @Option(
                            names = "--as",
                            paramLabel = "ID",
                            defaultValue = "",
                            description = "The new saga's id; a fresh one unless you say so")
                    String as)
            throws InterruptedException {
        String fresh = as.isEmpty() ? new MessageIds(new SecureRandom().nextLong()).fresh() : as;
        int code = saga.tell(saga.command(SagaCommandKind.RESET)
                .setSagaId(fresh)
                .setTarget(String.valueOf(version))
                .setEvents(history(saga)));
        saga.print(fresh);
        return code;
    }

    private static List<ByteBuffer> history(SagaTelling saga) {
        SagaLog log = new SagaLog(saga.cluster().reach());
        try {
            List<byte[]> events = new Lineage(log::events, log::event).of(saga.id());
            if (!events.isEmpty()) {
                return Packed.pack(events);
            }
        } catch (IllegalArgumentException e) {
            throw Failure.because("the history of saga '" + saga.id() + "': " + e.getMessage(), e);
        }
        throw Failure.because("the log has no event of saga '" + saga.id() + "'");
    }
}
