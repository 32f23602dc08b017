package dev.swarmlog.cli;

import dev.swarmlog.cli.cluster.ClusterOptions;
import dev.swarmlog.cli.cluster.TopicReading;
import dev.swarmlog.cli.session.SessionRows;
import dev.swarmlog.v1.SessionState;
import dev.swarmlog.v1.SessionStatus;
import java.util.EnumSet;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "list",
        description = "List sessions by id: those that go on, and those that ended lately.",
        footerHeading = "%nExample:%n",
        footer = "  ./swarmlog session list --state running")
final class SessionListCommand implements Runnable {
    @Option(names = "--type", paramLabel = "TYPE", description = "Only those of this type")
    private String type = "";

    @Option(names = "--state", paramLabel = "STATE", description = "Only those in this state; may be given again")
    private Set<SessionState> states = EnumSet.noneOf(SessionState.class);

    @Mixin
    private final PageOptions page = new PageOptions();

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final Output output = new Output();

    @Override
    public void run() {
        var reach = cluster.reach();
        page.print(
                new TopicReading(reach, "swarmlog-sessions")
                        .latest(reach.wire().topics().sessionStatus).values().stream()
                                .filter(session ->
                                        type.isEmpty() || session.getType().equals(type))
                                .filter(session -> states.isEmpty() || states.contains(session.getState())),
                new PageOptions.Form<>(SessionStatus::getSessionId, SessionRows::json, SessionRows::table),
                output);
    }
}
