package dev.swarmlog.cli;

import dev.swarmlog.agent.sessions.SessionClient;
import dev.swarmlog.cli.cluster.ClusterOptions;
import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.cli.session.SessionRows;
import dev.swarmlog.schemas.TrustedTypes;
import dev.swarmlog.v1.SessionCommand;
import dev.swarmlog.v1.SessionCommandKind;
import dev.swarmlog.v1.SessionRefusal;
import dev.swarmlog.v1.SessionReply;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which session is told something, and by whom: what all such commands have. */
final class SessionTelling {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    @Parameters(index = "0", paramLabel = "ID", description = "The session's id")
    private String id = "";

    @Option(names = "--as", paramLabel = "PARTICIPANT", description = "Who says so")
    private String participant = "";

    @Option(
            names = "--command-id",
            paramLabel = "ID",
            description = "The same one again changes nothing, and is answered as the first time")
    private String commandId = "";

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final Output output = new Output();

    SessionCommand.Builder command(SessionCommandKind kind, String name) {
        TrustedTypes.allow();
        return SessionCommand.newBuilder()
                .setKind(kind)
                .setSessionId(id)
                .setCommandId(commandId)
                .setParticipant(participant)
                .setName(name)
                .setSentAtMs(System.currentTimeMillis());
    }

    void print(String line) {
        output.line(line);
    }

    void lines(List<String> lines) {
        output.lines(lines);
    }

    /** Waits for the coordinator's word, and prints what it says. */
    int tell(SessionCommand.Builder command, Consumer<SessionReply> print) throws InterruptedException {
        try (SessionClient client = SessionClient.connect(cluster.reach())) {
            SessionReply reply = reply(client, command);
            boolean done = reply.getRefusal() == SessionRefusal.NONE;
            if (output.isJson()) {
                output.json(SessionRows.json(reply));
            } else if (!done) {
                throw Failure.because(reply.getRefusal() + ": " + reply.getDetail());
            } else {
                print.accept(reply);
            }
            return done ? 0 : Failure.FAILED;
        }
    }

    /** The same, and one more command with what the first one said. */
    int tellTwice(SessionCommand.Builder command, Consumer<SessionReply> print, Next next) throws InterruptedException {
        try (SessionClient client = SessionClient.connect(cluster.reach())) {
            SessionReply reply = reply(client, command);
            if (reply.getRefusal() != SessionRefusal.NONE) {
                throw Failure.because(reply.getRefusal() + ": " + reply.getDetail());
            }
            if (output.isJson()) {
                output.json(SessionRows.json(reply));
            } else {
                print.accept(reply);
            }
            reply(client, next.after(reply));
            return 0;
        }
    }

    interface Next {
        SessionCommand.Builder after(SessionReply reply);
    }

    static SessionReply reply(SessionClient client, SessionCommand.Builder command) throws InterruptedException {
        try {
            return client.ask(command, PATIENCE).get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof TimeoutException) {
                throw Failure.cannotReach("no coordinator answered within " + PATIENCE.toSeconds() + " s", cause);
            }
            throw Failure.because(String.valueOf(cause.getMessage()), cause);
        }
    }
}
