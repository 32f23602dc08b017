package dev.swarmlog.simulator;

import dev.swarmlog.agent.Agent;
import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.host.AgentHost;
import dev.swarmlog.agent.host.HostSettings;
import dev.swarmlog.agent.messages.ClientSettings;
import dev.swarmlog.agent.messages.ClientSettings.WhenFull;
import dev.swarmlog.agent.messages.MessageClient;
import dev.swarmlog.simulator.core.Ledger;
import dev.swarmlog.simulator.core.Plan;
import java.time.Duration;
import java.util.List;

/**
 * A swarm and its customers in one process: agents that join, work and leave like any others, and messages that are
 * accounted for one by one. In this order: {@link #join} until all have joined, {@link #areServing}, {@link #begin},
 * {@link #finish}. For one thread.
 */
public final class Simulation implements AutoCloseable {
    private static final int BUSIEST = 20;
    private static final int IN_FLIGHT_MAX = 50_000;
    private static final long POLL_MS = 10;

    private final Ledger ledger = new Ledger();
    private final Latencies latencies = new Latencies();
    private final Crew crew;
    private final List<Agent> agents;
    private final MessageClient client;
    private final AgentHost host;
    private final LoadGenerator load;
    private final Rehearsal rehearsal;

    private Simulation(Plan plan, MessageClient client, AgentHost host) {
        String run = Long.toHexString(System.currentTimeMillis());
        this.crew = new Crew(plan, run, ledger);
        this.agents = crew.agents();
        this.client = client;
        this.host = host;
        this.load = new LoadGenerator(plan, run, client, ledger, latencies);
        this.rehearsal = new Rehearsal(plan, client);
    }

    /** Connects; nobody has joined yet. */
    public static Simulation connect(ClusterConfig cluster, Plan plan) {
        MessageClient client =
                MessageClient.connect(cluster, ClientSettings.DEFAULT.withInFlightMax(IN_FLIGHT_MAX, WhenFull.BLOCK));
        try {
            AgentHost host = AgentHost.connect(cluster, HostSettings.DEFAULT.withHeartbeatInterval(plan.heartbeat()));
            return new Simulation(plan, client, host.start());
        } catch (RuntimeException e) {
            client.close();
            throw e;
        }
    }

    /** Lets the next so many agents join; how many there are now. */
    public int join(int more) {
        int from = host.size();
        host.add(agents.subList(from, Math.min(agents.size(), from + more)));
        return host.size();
    }

    /** Whether messages of each kind already find their agents; until then, ask again. */
    public boolean areServing() {
        return rehearsal.isOver();
    }

    /** Messages flow from now on. */
    public void begin() {
        load.start();
    }

    /** How it stands; the latencies called recent are those since the call before. */
    public Snapshot snapshot() {
        Latencies.Figures recent = latencies.recent();
        return new Snapshot(ledger.totals(), recent, latencies.whole(), crew.busiest(BUSIEST));
    }

    /** Submits nothing more, and waits for the replies to what was submitted, but not for ever. */
    public void finish(Duration atMost) throws InterruptedException {
        load.close();
        long giveUpAt = System.nanoTime() + atMost.toNanos();
        while (ledger.totals().open() > 0 && System.nanoTime() < giveUpAt) {
            Thread.sleep(POLL_MS);
        }
    }

    @Override
    public void close() {
        load.close();
        host.close();
        client.close();
    }
}
