package dev.swarmlog.agent.discovery;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Answers that may still hold. Mutable; any thread. An answer holds as long as nothing at all has changed, or as for one
 * of its conditions no agent that fulfils it came, changed or went: whoever matched or would match now fulfils them all.
 */
final class QueryCache {
    /** In each of the two halves; when the newer is full it becomes the older, whose answers go unless asked for again. */
    private static final int ANSWERS_MAX = 512;

    /** Longer ones would keep too many outdated statuses alive. */
    private static final int AGENTS_MAX = 256;

    private volatile Map<Key, Answer> newer = new ConcurrentHashMap<>();
    private volatile Map<Key, Answer> older = Map.of();

    record Key(AgentQuery query, AgentOrder order, AgentCursor after) {}

    /**
     * A page and what it depends on.
     *
     * @param version of the index when it was made
     * @param conditions postings in all of which an agent must be
     */
    record Answer(AgentPage page, long version, List<Posting> conditions) {
        boolean holds(long newestVersion) {
            if (newestVersion == version) {
                return true;
            }
            for (Posting condition : conditions) {
                if (condition.changedAt <= version) {
                    return true;
                }
            }
            return false;
        }
    }

    @Nullable
    AgentPage find(Key key, long newestVersion) {
        Answer answer = newer.get(key);
        if (answer == null) {
            answer = older.get(key);
            if (answer != null && answer.holds(newestVersion)) {
                keep(key, answer);
            }
        }
        return answer != null && answer.holds(newestVersion) ? answer.page : null;
    }

    void put(Key key, Answer answer) {
        if (answer.page.agents().size() <= AGENTS_MAX) {
            keep(key, answer);
        }
    }

    private void keep(Key key, Answer answer) {
        Map<Key, Answer> into = newer;
        if (into.size() >= ANSWERS_MAX) {
            older = into;
            into = new ConcurrentHashMap<>();
            newer = into;
        }
        into.put(key, answer);
    }
}
