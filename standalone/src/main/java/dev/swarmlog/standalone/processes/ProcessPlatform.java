package dev.swarmlog.standalone.processes;

import dev.swarmlog.standalone.processes.FaultScript.Part;
import dev.swarmlog.standalone.processes.FaultScript.Step;
import dev.swarmlog.standalone.processes.JavaProcess.Jvm;
import dev.swarmlog.standalone.processes.ServiceProcess.Ground;
import dev.swarmlog.standalone.registry.EmbeddedSchemaRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Brokers and services, each a process of its own; and a schema registry in this one, which nothing of a script hits. */
public final class ProcessPlatform implements AutoCloseable {
    private final Deque<Runnable> stops = new ArrayDeque<>();
    private final Map<Part, List<JavaProcess>> parts = new EnumMap<>(Part.class);
    private final Ground ground;

    /**
     * What there is of each.
     *
     * @param env of routers and engines
     */
    public record Plan(int brokers, int registries, int routers, int engines, Map<String, String> env, Jvm jvm) {}

    private ProcessPlatform(Path folder, BrokerNodes brokers, EmbeddedSchemaRegistry schemas, Jvm jvm) {
        this.ground = new Ground(folder, brokers.bootstrapServers(), schemas.url(), jvm);
        parts.put(Part.BROKER, brokers.nodes());
        stops.push(brokers::close);
        stops.push(schemas::close);
    }

    /** Starts everything in the folder; where something does not start, nothing is left running. */
    public static ProcessPlatform start(Path folder, Plan plan) throws IOException {
        BrokerNodes brokers = BrokerNodes.start(folder, plan.brokers(), plan.jvm());
        ProcessPlatform platform;
        try {
            EmbeddedSchemaRegistry schemas = EmbeddedSchemaRegistry.start(brokers.bootstrapServers(), 0);
            platform = new ProcessPlatform(folder, brokers, schemas, plan.jvm());
        } catch (RuntimeException e) {
            brokers.close();
            throw e;
        }
        try {
            platform.open(plan);
            return platform;
        } catch (IOException | RuntimeException e) {
            platform.close();
            throw e;
        }
    }

    private void open(Plan plan) throws IOException {
        List<ServiceProcess> services = new ArrayList<>();
        launch(Part.REGISTRY, "registry", plan.registries(), Map.of(), services);
        launch(Part.ROUTER, "router", plan.routers(), plan.env(), services);
        launch(Part.ENGINE, "saga-engine", plan.engines(), plan.env(), services);
        services.forEach(ServiceProcess::awaitReady);
    }

    private void launch(Part part, String service, int count, Map<String, String> env, List<ServiceProcess> to)
            throws IOException {
        List<JavaProcess> processes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ServiceProcess launched = ServiceProcess.launch(ground, service, String.valueOf(i), env);
            stops.push(() -> launched.process().kill());
            processes.add(launched.process());
            to.add(launched);
        }
        add(part, processes);
    }

    /** Processes that others started: they may be hit like all others, and are theirs to stop. */
    public void add(Part part, List<JavaProcess> processes) {
        if (!processes.isEmpty()) {
            parts.put(part, List.copyOf(processes));
        }
    }

    public Ground ground() {
        return ground;
    }

    /** The processes of one kind. */
    public List<JavaProcess> part(Part part) {
        return parts.getOrDefault(part, List.of());
    }

    /** How many processes there are of each kind. */
    public Map<Part, Integer> counts() {
        Map<Part, Integer> counts = new EnumMap<>(Part.class);
        parts.forEach((part, processes) -> counts.put(part, processes.size()));
        return counts;
    }

    /**
     * Does what the script says, each thing in its time, and returns when all of it is done. Where it is interrupted, whoever is
     * down or stands still is brought back first.
     */
    public void play(FaultScript script, Consumer<Step> teller) throws IOException, InterruptedException {
        long startNanos = System.nanoTime();
        List<Step> left = new ArrayList<>(script.steps());
        try {
            while (!left.isEmpty()) {
                await(startNanos + TimeUnit.MILLISECONDS.toNanos(left.getFirst().atMs()));
                Step step = left.removeFirst();
                teller.accept(step);
                perform(step);
            }
        } finally {
            for (Step step : left) {
                undo(step);
            }
        }
    }

    private static void await(long dueNanos) throws InterruptedException {
        for (long rest = dueNanos - System.nanoTime(); rest > 0; rest = dueNanos - System.nanoTime()) {
            LockSupport.parkNanos(rest);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    private void perform(Step step) throws IOException, InterruptedException {
        JavaProcess process = part(step.part()).get(step.number());
        switch (step.verb()) {
            case KILL -> process.kill();
            case START -> process.restart();
            case STOP -> process.suspend();
            case CONTINUE -> process.resume();
        }
    }

    private void undo(Step step) throws IOException, InterruptedException {
        JavaProcess process = part(step.part()).get(step.number());
        switch (step.verb()) {
            case START -> {
                if (!process.isAlive()) {
                    process.restart();
                }
            }
            case CONTINUE -> {
                if (process.isAlive()) {
                    process.resume();
                }
            }
            case KILL, STOP -> {}
        }
    }

    /** Who has no process although nobody killed it: it gave up by itself. */
    public List<String> ended() {
        List<String> ended = new ArrayList<>();
        parts.forEach((part, processes) -> {
            for (int i = 0; i < processes.size(); i++) {
                if (!processes.get(i).isAlive()) {
                    ended.add(part + " " + i);
                }
            }
        });
        return ended;
    }

    @Override
    public void close() {
        while (!stops.isEmpty()) {
            stops.pop().run();
        }
    }
}
