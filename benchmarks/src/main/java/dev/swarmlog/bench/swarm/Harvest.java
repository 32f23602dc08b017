package dev.swarmlog.bench.swarm;

import dev.swarmlog.bench.Pauses;
import dev.swarmlog.coordinator.swarm.Audit;
import dev.swarmlog.examples.carbon.CarbonAgents;
import dev.swarmlog.examples.carbon.Suppliers;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.SwarmCommand;
import dev.swarmlog.v1.SwarmCommandKind;
import dev.swarmlog.v1.SwarmStatus;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** One swarm that brings suppliers in, and what may befall its agents when half of them are there. */
final class Harvest {
    static final int LOAD = 200;

    private static final int UNDER_WAY_MAX = 32;
    private static final long NOT_YET = -1;
    private static final Duration HALF = Duration.ofMinutes(5);

    @SuppressWarnings("InlineFormatString") // it reads better alone
    private static final String SOURCE = """
        {apiVersion: swarmlog.dev/v1, kind: Swarm, metadata: {name: carbon}, spec: {behaviour: FORAGING,
         work: {capability: %s, versions: ^1, out: 200, attempts: 3, scouts: 0.1, greed: 1, patience: 30s,
          ways: [{name: north, region: north}, {name: south, region: south}, {name: west, region: west}]}}}
        """;

    private final Run run;
    private final String swarmId;
    private final int suppliers;

    /**
     * What came of it.
     *
     * @param inAtBlow how many suppliers were in when it befell them
     */
    record Yield(String swarmId, double perSecond, long inAtBlow, long loadsSent, Audit.Finding audit) {}

    Harvest(Run run, String swarmId, int suppliers) {
        this.run = run;
        this.swarmId = swarmId;
        this.suppliers = suppliers;
    }

    Yield bringIn() throws InterruptedException {
        return told(seconds(), 0);
    }

    /** The blow falls when half of the suppliers are in, as the swarm's status says; it fails if that is too late. */
    Yield bringIn(Runnable blow) throws InterruptedException {
        AtomicLong inAtBlow = new AtomicLong(NOT_YET);
        Thread arm = Thread.ofVirtual().start(() -> strike(blow, inAtBlow));
        double seconds;
        try {
            seconds = seconds();
        } finally {
            arm.interrupt();
            arm.join();
        }
        if (inAtBlow.get() == NOT_YET || inAtBlow.get() == suppliers) {
            throw new IllegalStateException(swarmId + " ended before anything befell it");
        }
        return told(seconds, inAtBlow.get());
    }

    private Yield told(double seconds, long inAtBlow) throws InterruptedException {
        long sent = run.ended(swarmId).getCounts().getOrDefault("loadsSent", 0L);
        return new Yield(swarmId, suppliers / seconds, inAtBlow, sent, run.audit(swarmId));
    }

    private void strike(Runnable blow, AtomicLong inAtBlow) {
        try {
            Pauses.until("half of the suppliers", HALF, () -> in() > suppliers / 2);
            inAtBlow.set(in());
            blow.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long in() {
        SwarmStatus status = run.status(swarmId);
        return status == null ? 0 : status.getCounts().getOrDefault("done", 0L);
    }

    private double seconds() throws InterruptedException {
        List<SwarmCommand.Builder> loads = loads();
        CompletableFuture<Reply> end = run.begin(swarmId, SOURCE.formatted(CarbonAgents.CARBON));
        long begin = System.nanoTime();
        Deque<CompletableFuture<Reply>> underWay = new ArrayDeque<>();
        for (SwarmCommand.Builder load : loads) {
            underWay.add(run.tell(load));
            if (underWay.size() == UNDER_WAY_MAX) {
                Run.well(underWay.removeFirst());
            }
        }
        Run.well(end);
        return (System.nanoTime() - begin) / 1e9;
    }

    private List<SwarmCommand.Builder> loads() {
        Suppliers all = new Suppliers(7);
        List<SwarmCommand.Builder> loads = new ArrayList<>();
        List<ByteBuffer> items = new ArrayList<>();
        for (int n = 0; n < suppliers; n++) {
            items.add(ByteBuffer.wrap(all.supplier(n).getBytes(StandardCharsets.UTF_8)));
            if (items.size() == LOAD || n == suppliers - 1) {
                loads.add(Run.command(SwarmCommandKind.FEED, swarmId)
                        .setLoad(loads.size())
                        .setItems(items)
                        .setLast(n == suppliers - 1));
                items = new ArrayList<>();
            }
        }
        return loads;
    }
}
