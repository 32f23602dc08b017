package dev.swarmlog.cli;

import dev.swarmlog.agent.sessions.SessionClient;
import dev.swarmlog.agent.sessions.SessionPattern;
import dev.swarmlog.cli.cluster.ClusterOptions;
import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.cli.session.SessionRows;
import dev.swarmlog.coordinator.session.document.PlanReader;
import dev.swarmlog.coordinator.session.document.ReadPlan;
import dev.swarmlog.v1.SessionCommandKind;
import dev.swarmlog.v1.SessionPlan;
import dev.swarmlog.v1.SessionRefusal;
import dev.swarmlog.v1.SessionReply;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "create",
        description = "Create a session by a plan of one's own, or by one of the known patterns, and print its id.",
        footerHeading = "%nExample:%n",
        footer = {
            "  ./swarmlog session create plan.yaml --id s-1",
            "  ./swarmlog session create --pattern market --size 5"
        })
final class SessionCreateCommand implements Callable<Integer> {
    @ArgGroup(multiplicity = "1")
    private final Source source = new Source();

    @Option(
            names = "--size",
            paramLabel = "N",
            description = "With --pattern: so many workers, contributors or bidders (now ${DEFAULT-VALUE})")
    private int size = 3;

    @Option(names = "--id", paramLabel = "ID", description = "The session's id; a fresh one unless you say so")
    private String id = "";

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final Output output = new Output();

    /** One of them. */
    static final class Source {
        @Parameters(paramLabel = "FILE", description = "A plan in YAML or JSON")
        private @Nullable Path file;

        @Option(names = "--pattern", paramLabel = "PATTERN", description = "One of ${COMPLETION-CANDIDATES}")
        private @Nullable SessionPattern pattern;
    }

    @Override
    public Integer call() throws InterruptedException {
        SessionPlan plan = plan();
        try (SessionClient client = SessionClient.connect(cluster.reach())) {
            String sessionId = id.isEmpty() ? client.freshId() : id;
            SessionReply reply = SessionTelling.reply(
                    client, client.command(SessionCommandKind.CREATE, sessionId).setPlan(plan));
            if (reply.getRefusal() != SessionRefusal.NONE) {
                throw Failure.because(reply.getRefusal() + ": " + reply.getDetail());
            }
            if (output.isJson()) {
                output.json(SessionRows.json(reply));
            } else {
                output.line(sessionId);
            }
            return 0;
        }
    }

    private SessionPlan plan() {
        SessionPattern pattern = source.pattern;
        if (pattern != null) {
            return pattern.plan(size);
        }
        Path file = Objects.requireNonNull(source.file, "picocli demands one of them");
        ReadPlan read = PlanReader.read(DefinitionFile.of("a plan").text(file));
        if (!read.problems().isEmpty()) {
            throw Failure.wrongUsage(file + ":\n  " + String.join("\n  ", read.problems()));
        }
        return read.plan();
    }
}
