package dev.swarmlog.examples.desk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.swarmlog.agent.Agent;
import dev.swarmlog.agent.Result;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** An agent's tasks, each from JSON to JSON, under the capability that asks for it. */
public final class Desk {
    private static final String VERSION = "1.0.0";
    private static final int CONCURRENCY = 4;

    private final String name;
    private final Map<String, Task> tasks = new LinkedHashMap<>();

    /** One kind of work. What is wrong with the input is an {@link IllegalArgumentException}, and no attempt does better. */
    @FunctionalInterface
    public interface Task {
        JsonNode done(JsonNode input) throws IOException;
    }

    public Desk(String name) {
        this.name = name;
    }

    public Desk does(String capability, Task task) {
        tasks.put(capability, task);
        return this;
    }

    /** For tests, which need no cluster to see what a task does. */
    public JsonNode done(String capability, JsonNode input) throws IOException {
        Task task = tasks.get(capability);
        if (task == null) {
            throw new IllegalArgumentException(name + " does not do '" + capability + "'");
        }
        return task.done(input);
    }

    public Agent agent() {
        Agent.Builder agent = Agent.named(name).serviceType("example").concurrency(CONCURRENCY);
        for (String capability : tasks.keySet()) {
            agent.capability(capability, VERSION);
        }
        return agent.handler(work -> {
            JsonNode result = done(work.type(), Json.read(work.text()));
            return Result.json(Json.canonical(result));
        });
    }
}
