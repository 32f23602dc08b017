package dev.swarmlog.simulator;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.cluster.ClusterException;
import dev.swarmlog.agent.cluster.GroupLag;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * How many records the platform's services have not read yet, looked at once a second on a thread of its own: a cluster in
 * trouble answers late. Until it answers nothing is known, which is not the same as nothing.
 */
final class Backlog implements AutoCloseable {
    private static final List<String> SERVICES = List.of("agent-registry", "router", "saga-engine", "coordinator");
    private static final long LOOK_MS = 1_000;

    private final String prefix;
    private final GroupLag lag;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private volatile Map<String, Long> latest = Map.of();

    Backlog(ClusterConfig cluster) {
        this.prefix = cluster.topicPrefix();
        this.lag = GroupLag.open(cluster, "swarmlog-backlog");
        this.thread = Thread.ofPlatform().name("swarmlog-backlog").daemon().start(this::run);
    }

    /** By service, those that read anything; empty where it is not known. */
    Map<String, Long> latest() {
        return latest;
    }

    private void run() {
        List<String> groups = SERVICES.stream().map(prefix::concat).toList();
        try {
            do {
                latest = look(groups);
            } while (!closing.await(LOOK_MS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Map<String, Long> look(List<String> groups) throws InterruptedException {
        try {
            Map<String, Long> behind = new TreeMap<>();
            lag.behind(groups).forEach((group, records) -> behind.put(group.substring(prefix.length()), records));
            return behind;
        } catch (ClusterException unanswered) {
            return Map.of();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        thread.interrupt(); // it may wait for an answer
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        lag.close();
    }
}
