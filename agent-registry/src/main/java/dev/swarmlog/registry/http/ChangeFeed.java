package dev.swarmlog.registry.http;

import dev.swarmlog.agent.discovery.AgentQuery;
import dev.swarmlog.v1.AgentStatus;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Tells whoever listens of every agent that comes, changes or goes. Thread-safe; telling never waits. */
public final class ChangeFeed {
    private final List<ChangeStream> streams = new CopyOnWriteArrayList<>();
    private final int streamsMax;

    /** At most so many listen at once. */
    public ChangeFeed(int streamsMax) {
        this.streamsMax = streamsMax;
    }

    /** A stream of the changes that concern the query, from now on; null when there are too many already. */
    public synchronized @Nullable ChangeStream open(AgentQuery query) {
        if (streams.size() >= streamsMax) {
            return null;
        }
        ChangeStream stream = new ChangeStream(query);
        streams.add(stream);
        return stream;
    }

    public void close(ChangeStream stream) {
        streams.remove(stream);
    }

    public int size() {
        return streams.size();
    }

    public int streamsMax() {
        return streamsMax;
    }

    /** An agent was like this and is like that now; null is for not being there. */
    public void tell(@Nullable AgentStatus before, @Nullable AgentStatus after) {
        for (ChangeStream stream : streams) {
            stream.offer(new ChangeStream.Change(before, after));
        }
    }

    /** Ends all streams; their clients may come again. */
    public synchronized void endAll() {
        streams.forEach(ChangeStream::end);
    }
}
