package dev.swarmlog.cli;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.sessions.SessionFollower;
import dev.swarmlog.cli.cluster.ClusterOptions;
import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.cli.cluster.TopicReading;
import dev.swarmlog.cli.session.SessionRows;
import dev.swarmlog.v1.SessionEvent;
import dev.swarmlog.v1.SessionFactKind;
import dev.swarmlog.v1.SessionStatus;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "watch",
        description = "Print what happened in a session and what happens, until it is over.",
        footerHeading = "%nExample:%n",
        footer = "  ./swarmlog session watch s-1 --for 10m")
final class SessionWatchCommand implements Callable<Integer> {
    @Parameters(paramLabel = "ID", description = "The session's id")
    private String id = "";

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = DurationText.class,
            description = "No longer than this (now ${DEFAULT-VALUE})")
    private Duration longest = Duration.ofDays(1);

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final Output output = new Output();

    @Override
    public Integer call() throws InterruptedException {
        ClusterConfig reach = cluster.reach();
        SessionStatus session = new TopicReading(reach, "swarmlog-sessions")
                .latest(reach.wire().topics().sessionStatus)
                .get(id);
        if (session == null) {
            throw Failure.because("no session '" + id
                    + "' is known; of one that is forgotten there may be 'session show " + id + " --events'");
        }
        CountDownLatch over = new CountDownLatch(1);
        long createdAtMs = session.getCreatedAtMs();
        try (SessionFollower follower =
                SessionFollower.open(reach, id, createdAtMs, event -> print(event, createdAtMs, over))) {
            boolean ended = follower != null && over.await(longest.toMillis(), TimeUnit.MILLISECONDS);
            return ended ? 0 : Failure.FAILED;
        }
    }

    private void print(SessionEvent event, long createdAtMs, CountDownLatch over) {
        if (over.getCount() == 0) {
            return;
        }
        if (output.isJson()) {
            output.json(SessionRows.json(event));
        } else {
            output.lines(SessionRows.lines(event, createdAtMs));
        }
        if (event.getFacts().stream().anyMatch(fact -> fact.getKind() == SessionFactKind.ENDED)) {
            over.countDown();
        }
    }
}
