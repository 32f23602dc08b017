package dev.swarmlog.bench.scale;

import dev.swarmlog.bench.Ground;
import java.util.Map;

/** A broker, a router and a registry, each a process of its own. */
public interface Installation extends AutoCloseable {
    /** What the router's topics begin with. */
    String MESSAGES = "messages-";

    /** What the registry's topics begin with. */
    String BEATS = "beats-";

    Ground ground();

    /** The processes by what they are: {@code broker}, {@code router}, {@code registry}. */
    Map<String, ProcessHandle> processes();

    @Override
    void close();

    /** Whoever can start one. */
    interface Builder {
        /** With so many partitions for each topic that is shared out; returns when all of it is ready. */
        Installation build(int partitions);
    }
}
