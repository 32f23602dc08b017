package dev.swarmlog.cli;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.cli.cluster.ClusterOptions;
import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.cli.cluster.TopicReading;
import dev.swarmlog.cli.session.SessionRows;
import dev.swarmlog.v1.SessionEvent;
import dev.swarmlog.v1.SessionStatus;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Deserializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        description = "Show a session: its phases, channels and leases.",
        footerHeading = "%nExample:%n",
        footer = "  ./swarmlog session show s-1 --events")
final class SessionShowCommand implements Runnable {
    @Parameters(paramLabel = "ID", description = "The session's id")
    private String id = "";

    @Option(names = "--events", description = "All that happened, in its order")
    private boolean events;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final Output output = new Output();

    @Override
    public void run() {
        ClusterConfig reach = cluster.reach();
        if (events) {
            output.lines(SessionRows.timeline(history(reach)));
            return;
        }
        SessionStatus session = new TopicReading(reach, "swarmlog-sessions")
                .latest(reach.wire().topics().sessionStatus)
                .get(id);
        if (session == null) {
            throw Failure.because("no session '" + id + "' is known; of one that is forgotten there may be --events");
        }
        if (output.isJson()) {
            output.json(SessionRows.json(session));
        } else {
            output.lines(SessionRows.details(session));
        }
    }

    private List<SessionEvent> history(ClusterConfig reach) {
        var topic = reach.wire().topics().sessionEvents;
        List<SessionEvent> found = new ArrayList<>();
        try (Deserializer<SessionEvent> form = reach.wire().serde(topic).deserializer()) {
            new TopicReading(reach, "swarmlog-sessions").read(topic, id, record -> {
                if (id.equals(record.key())) {
                    found.add(form.deserialize(topic.name(), record.value()));
                }
            });
        }
        if (found.isEmpty()) {
            throw Failure.because("the log has no event of session '" + id + "'");
        }
        return found;
    }
}
