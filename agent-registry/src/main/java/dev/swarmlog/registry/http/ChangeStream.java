package dev.swarmlog.registry.http;

import dev.swarmlog.agent.discovery.AgentQuery;
import dev.swarmlog.agent.discovery.AgentView;
import dev.swarmlog.v1.AgentStatus;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What one client still has to be told. One thread offers, another tells; a client that falls too far behind is told so,
 * and its stream ends: it may come again and ask for everything.
 */
public final class ChangeStream {
    /** Changes that wait for the client, at most. */
    static final int WAITING_MAX = 4_096;

    private static final long SILENCE_MAX_MS = 10_000;

    private final AgentQuery query;
    private final BlockingQueue<Change> waiting = new LinkedBlockingQueue<>(WAITING_MAX);
    private volatile boolean tooSlow;
    private volatile boolean ended;

    /** An agent was like this and is like that now; null is for not being there. */
    record Change(@Nullable AgentStatus before, @Nullable AgentStatus after) {
        static final Change NONE = new Change(null, null);
    }

    /** Where the events go; it fails when nobody is there any more. */
    public interface Client {
        void event(String name, String id, Object data) throws IOException;

        void comment(String text) throws IOException;
    }

    ChangeStream(AgentQuery query) {
        this.query = query;
    }

    void offer(Change change) {
        if (!waiting.offer(change)) {
            tooSlow = true;
        }
    }

    void end() {
        ended = true;
        waiting.offer(Change.NONE);
    }

    /** Tells of agents as they are, before any change. */
    public void tellAll(List<AgentStatus> agents, Client client) throws IOException {
        for (AgentStatus status : agents) {
            tell("agent", status, client);
        }
        client.event("complete", "", Map.of("agents", agents.size()));
    }

    /** Tells of changes until the stream ends, the client goes (then it throws) or is too slow. */
    public void tellChanges(Client client) throws IOException, InterruptedException {
        while (!ended) {
            if (tooSlow) {
                client.event("cut", "", Map.of("reason", "more than " + WAITING_MAX + " changes were waiting for you"));
                return;
            }
            Change change = waiting.poll(SILENCE_MAX_MS, TimeUnit.MILLISECONDS);
            if (change == null) {
                client.comment("still here");
            } else {
                tell(change, client);
            }
        }
    }

    private void tell(Change change, Client client) throws IOException {
        AgentStatus before = change.before;
        AgentStatus after = change.after;
        if (after != null && query.matches(after)) {
            tell("agent", after, client);
        } else if (before != null && query.matches(before)) {
            if (after == null) {
                client.event("gone", "", Map.of("agentId", before.getCard().getAgentId()));
            } else {
                tell("left", after, client);
            }
        }
    }

    private static void tell(String event, AgentStatus status, Client client) throws IOException {
        client.event(event, status.getCard().getAgentId() + "@" + status.getVersion(), AgentView.of(status));
    }
}
