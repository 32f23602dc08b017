package dev.swarmlog.cli;

import dev.swarmlog.cli.session.SessionRows;
import dev.swarmlog.v1.SessionCommandKind;
import dev.swarmlog.v1.SessionLetter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code session}: many agents that do one thing together. */
@Command(
        name = "session",
        description =
                "Have many agents do one thing together: by phases with barriers, channels, a board and leases on what"
                        + " only one may use.",
        subcommands = {
            SessionCreateCommand.class,
            SessionListCommand.class,
            SessionShowCommand.class,
            SessionWatchCommand.class,
            SessionExampleCommand.class
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  ./swarmlog session create plan.yaml --id s-1",
            "  ./swarmlog session join s-1 --as ann",
            "  ./swarmlog session arrive s-1 gather --as ann",
            "  ./swarmlog session example market"
        })
final class SessionCommand {
    private static final String PHASE = "The phase's name";
    private static final String KEY = "A key of the board";
    private static final String CHANNEL = "The channel's name";
    private static final String RESOURCE = "The resource's name";
    private static final String WAIT = "Wait so long (now ${DEFAULT-VALUE})";
    private static final String HOLD = "For so long (now ${DEFAULT-VALUE})";
    private static final String FENCE = "What 'lease' printed";

    @Command(
            name = "join",
            description = "Take part in a session.",
            footerHeading = "%nExample:%n",
            footer = "  ./swarmlog session join s-1 --as ann --role worker")
    int join(
            @Mixin SessionTelling session,
            @Option(names = "--role", paramLabel = "ROLE", defaultValue = "", description = "One of the plan's roles")
                    String role,
            @Option(
                            names = "--agent",
                            paramLabel = "AGENT",
                            defaultValue = "",
                            description = "Take part as this agent: when it dies, the participant is lost")
                    String agent,
            @Option(
                            names = "--epoch",
                            paramLabel = "N",
                            defaultValue = "0",
                            description = "Which life of the agent; the one that the registry knows, unless said")
                    long epoch)
            throws InterruptedException {
        return session.tell(
                session.command(SessionCommandKind.JOIN, role).setAgentId(agent).setAgentEpoch(epoch),
                reply -> session.print("participant " + reply.getNumber() + ", " + reply.getState()));
    }

    @Command(
            name = "leave",
            description = "Leave a session for good, with all that is held in it.",
            footerHeading = "%nExample:%n",
            footer = "  ./swarmlog session leave s-1 --as ann")
    int leave(@Mixin SessionTelling session) throws InterruptedException {
        return session.tell(session.command(SessionCommandKind.LEAVE, ""), reply -> {});
    }

    @Command(
            name = "arrive",
            description = "Be done with a phase; the next one opens when all are.",
            footerHeading = "%nExample:%n",
            footer = "  ./swarmlog session arrive s-1 gather --as ann")
    int arrive(
            @Mixin SessionTelling session,
            @Parameters(index = "1", paramLabel = "PHASE", description = PHASE) String phase)
            throws InterruptedException {
        return session.tell(
                session.command(SessionCommandKind.ARRIVE, phase), reply -> session.print("open: " + reply.getOpen()));
    }

    @Command(
            name = "await",
            description = "Wait until a phase is open.",
            footerHeading = "%nExample:%n",
            footer = "  ./swarmlog session await s-1 decide --wait 5m")
    int await(
            @Mixin SessionTelling session,
            @Parameters(index = "1", paramLabel = "PHASE", description = PHASE) String phase,
            @Option(
                            names = "--wait",
                            paramLabel = "TIME",
                            defaultValue = "60s",
                            converter = DurationText.class,
                            description = WAIT)
                    Duration wait)
            throws InterruptedException {
        return session.tell(
                session.command(SessionCommandKind.AWAIT, phase).setWaitMs(wait.toMillis()),
                reply -> session.print("open: " + reply.getOpen()));
    }

    @Command(
            name = "put",
            description = "Put a value on the board, and print its version.",
            footerHeading = "%nExample:%n",
            footer = "  ./swarmlog session put s-1 answer '{\"is\":42}' --version 0")
    int put(
            @Mixin SessionTelling session,
            @Parameters(index = "1", paramLabel = "KEY", description = KEY) String key,
            @Parameters(index = "2", paramLabel = "VALUE", description = "Any text, JSON at best") String value,
            @Option(
                            names = "--version",
                            paramLabel = "N",
                            defaultValue = "-1",
                            description = "Only while the key is at this version, 0 where it is not there")
                    long version)
            throws InterruptedException {
        return session.tell(
                session.command(SessionCommandKind.PUT, key).setVersion(version).setValue(bytes(value)),
                reply -> session.print(String.valueOf(reply.getNumber())));
    }

    @Command(
            name = "get",
            description = "Print a value of the board, or all of it.",
            footerHeading = "%nExample:%n",
            footer = "  ./swarmlog session get s-1 --prefix bid/")
    int get(
            @Mixin SessionTelling session,
            @Parameters(index = "1", paramLabel = "KEY", arity = "0..1", defaultValue = "", description = KEY)
                    String key,
            @Option(names = "--prefix", paramLabel = "TEXT", defaultValue = "", description = "All whose keys begin so")
                    String prefix)
            throws InterruptedException {
        var command = key.isEmpty()
                ? session.command(SessionCommandKind.LIST, prefix)
                : session.command(SessionCommandKind.GET, key);
        return session.tell(command, reply -> session.lines(SessionRows.entries(reply.getEntries())));
    }

    @Command(
            name = "lease",
            description = "Get a resource that only one may use, and print the fence that proves it.",
            footerHeading = "%nExample:%n",
            footer = "  ./swarmlog session lease s-1 printer --as ann --hold 30s --wait 10s")
    int lease(
            @Mixin SessionTelling session,
            @Parameters(index = "1", paramLabel = "RESOURCE", description = RESOURCE) String resource,
            @Option(
                            names = "--hold",
                            paramLabel = "TIME",
                            defaultValue = "30s",
                            converter = DurationText.class,
                            description = HOLD)
                    Duration hold,
            @Option(
                            names = "--wait",
                            paramLabel = "TIME",
                            defaultValue = "0s",
                            converter = DurationText.class,
                            description = WAIT)
                    Duration wait)
            throws InterruptedException {
        return session.tell(
                session.command(SessionCommandKind.ACQUIRE, resource)
                        .setHoldMs(hold.toMillis())
                        .setWaitMs(wait.toMillis()),
                reply -> session.print(String.valueOf(reply.getNumber())));
    }

    @Command(
            name = "renew",
            description = "Have a lease for its whole time again.",
            footerHeading = "%nExample:%n",
            footer = "  ./swarmlog session renew s-1 printer 7 --as ann")
    int renew(
            @Mixin SessionTelling session,
            @Parameters(index = "1", paramLabel = "RESOURCE", description = RESOURCE) String resource,
            @Parameters(index = "2", paramLabel = "FENCE", description = FENCE) long fence,
            @Option(
                            names = "--hold",
                            paramLabel = "TIME",
                            defaultValue = "30s",
                            converter = DurationText.class,
                            description = HOLD)
                    Duration hold)
            throws InterruptedException {
        return session.tell(
                session.command(SessionCommandKind.RENEW, resource)
                        .setFence(fence)
                        .setHoldMs(hold.toMillis()),
                reply -> {});
    }

    @Command(
            name = "release",
            description = "Give a lease back.",
            footerHeading = "%nExample:%n",
            footer = "  ./swarmlog session release s-1 printer 7 --as ann")
    int release(
            @Mixin SessionTelling session,
            @Parameters(index = "1", paramLabel = "RESOURCE", description = RESOURCE) String resource,
            @Parameters(index = "2", paramLabel = "FENCE", description = FENCE) long fence)
            throws InterruptedException {
        return session.tell(
                session.command(SessionCommandKind.RELEASE, resource).setFence(fence), reply -> {});
    }

    @Command(
            name = "send",
            description = "Send a letter on a channel; while it is full, wait and try again.",
            footerHeading = "%nExample:%n",
            footer = "  ./swarmlog session send s-1 tasks '{\"page\":3}'")
    int send(
            @Mixin SessionTelling session,
            @Parameters(index = "1", paramLabel = "CHANNEL", description = CHANNEL) String channel,
            @Parameters(index = "2", paramLabel = "VALUE", description = "Any text, JSON at best") String value)
            throws InterruptedException {
        return session.tell(
                session.command(SessionCommandKind.SEND, channel).setValue(bytes(value)),
                reply -> session.print(String.valueOf(reply.getNumber())));
    }

    @Command(
            name = "receive",
            description = "Take the next letters of a channel, and acknowledge them once they are printed.",
            footerHeading = "%nExample:%n",
            footer = "  ./swarmlog session receive s-1 tasks --as ann --count 10 --wait 5s")
    int receive(
            @Mixin SessionTelling session,
            @Parameters(index = "1", paramLabel = "CHANNEL", description = CHANNEL) String channel,
            @Option(names = "--count", paramLabel = "N", defaultValue = "1", description = "At most so many") int count,
            @Option(
                            names = "--wait",
                            paramLabel = "TIME",
                            defaultValue = "0s",
                            converter = DurationText.class,
                            description = WAIT)
                    Duration wait)
            throws InterruptedException {
        return session.tellTwice(
                session.command(SessionCommandKind.RECEIVE, channel)
                        .setCount(count)
                        .setWaitMs(wait.toMillis()),
                reply -> reply.getLetters().forEach(letter -> session.print(SessionRows.text(letter.getValue()))),
                reply -> session.command(SessionCommandKind.ACKNOWLEDGE, channel)
                        .setCommandId("")
                        .setDone(reply.getLetters().stream()
                                .map(SessionLetter::getNumber)
                                .toList()));
    }

    @Command(
            name = "close",
            description = "Have a channel take no more letters.",
            footerHeading = "%nExample:%n",
            footer = "  ./swarmlog session close s-1 tasks")
    int close(
            @Mixin SessionTelling session,
            @Parameters(index = "1", paramLabel = "CHANNEL", description = CHANNEL) String channel)
            throws InterruptedException {
        return session.tell(session.command(SessionCommandKind.CLOSE, channel), reply -> {});
    }

    @Command(
            name = "end",
            description = "Complete a session, whatever its phases are.",
            footerHeading = "%nExample:%n",
            footer = "  ./swarmlog session end s-1")
    int end(@Mixin SessionTelling session) throws InterruptedException {
        return session.tell(session.command(SessionCommandKind.END, ""), reply -> {});
    }

    @Command(
            name = "cancel",
            description = "End a session, with all that is held and waited for in it.",
            footerHeading = "%nExample:%n",
            footer = "  ./swarmlog session cancel s-1 --reason 'not needed any more'")
    int cancel(
            @Mixin SessionTelling session,
            @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = "Why") String reason)
            throws InterruptedException {
        return session.tell(session.command(SessionCommandKind.CANCEL, "").setReason(reason), reply -> {});
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
