package dev.swarmlog.examples.sessions;

import dev.swarmlog.agent.sessions.SessionClient;
import dev.swarmlog.agent.sessions.SessionPattern;
import java.util.List;

/** One program for each pattern. */
public enum SessionExample {
    ORCHESTRATOR_WORKER(SessionPattern.ORCHESTRATOR_WORKER, 4),
    HIERARCHICAL(SessionPattern.HIERARCHICAL, 3),
    BLACKBOARD(SessionPattern.BLACKBOARD, 4),
    MARKET(SessionPattern.MARKET, 5);

    private final SessionPattern pattern;
    private final int size;

    SessionExample(SessionPattern pattern, int size) {
        this.pattern = pattern;
        this.size = size;
    }

    /** Creates the session and plays all parts to their end; tells what came of it. */
    public List<String> run(SessionClient client, String sessionId) throws InterruptedException {
        client.create(sessionId, pattern.plan(size));
        return switch (this) {
            case ORCHESTRATOR_WORKER -> OrchestratorWorker.play(client, sessionId, size);
            case HIERARCHICAL -> Hierarchy.play(client, sessionId, size);
            case BLACKBOARD -> Deciphering.play(client, sessionId, size);
            case MARKET -> ContractNet.play(client, sessionId, size);
        };
    }
}
