package dev.swarmlog.dashboard;

import dev.swarmlog.coordinator.core.AgentRow;
import dev.swarmlog.coordinator.core.AgentTable;
import dev.swarmlog.coordinator.core.Recent;
import dev.swarmlog.coordinator.dashboard.AgentTableRoutes;
import dev.swarmlog.coordinator.dashboard.Beat;
import dev.swarmlog.coordinator.dashboard.DashboardFiles;
import dev.swarmlog.coordinator.dashboard.NewsRoutes;
import dev.swarmlog.runtime.http.Call;
import dev.swarmlog.runtime.http.HttpEndpoint;
import dev.swarmlog.runtime.http.Route;
import dev.swarmlog.runtime.http.RouteGroup;
import dev.swarmlog.runtime.http.shape.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** The dashboard before a swarm that is played: no broker, and each second a fifth of the agents are others than before. */
final class Stage implements AutoCloseable {
    private static final String[] STATES = {
        "HEALTHY", "HEALTHY", "HEALTHY", "HEALTHY", "HEALTHY", "HEALTHY", "DEGRADED", "SUSPECT", "DEAD", "JOINING"
    };
    private static final String[] REGIONS = {"eu", "us", "ap", "sa"};

    private final int agents;
    private final AgentTable table = new AgentTable();
    private final Recent<Map<String, Object>> alerts = new Recent<>(1_000);
    private final Beat beat = new Beat(100, 1_000);
    private final SplittableRandom random = new SplittableRandom(7);
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final HttpEndpoint http;
    private long version;
    private volatile boolean approved;

    Stage(int agents) {
        this.agents = agents;
        for (int i = 0; i < agents; i++) {
            change(i);
        }
        alerts.add(alert("a first one"));
        http = new HttpEndpoint("127.0.0.1", 0, () -> "")
                .add(new DashboardFiles())
                .add(new AgentTableRoutes(() -> table, beat))
                .add(new NewsRoutes<>("/alerts", "Alerts.", Shape.object(), alerts, alert -> alert, beat))
                .add(new Played())
                .start();
        var _ = clock.scheduleAtFixedRate(this::play, 1, 1, TimeUnit.SECONDS);
    }

    String url() {
        return http.uri().toString();
    }

    void raise(String message) {
        alerts.add(alert(message));
    }

    private static Map<String, Object> alert(String message) {
        return Map.of(
                "atMs",
                System.currentTimeMillis(),
                "severity",
                "WARNING",
                "source",
                "agent-registry",
                "code",
                "agent.dead",
                "message",
                message,
                "attributes",
                Map.of("agentId", "agent-00001"));
    }

    private void play() {
        for (int i = 0; i < agents / 5; i++) {
            change(random.nextInt(agents));
        }
    }

    private void change(int i) {
        String id = String.format("agent-%05d", i);
        double health = Math.round(random.nextDouble(0.4, 1) * 1000) / 1000.0;
        table.put(
                id,
                new AgentRow(
                        id,
                        new AgentRow.Condition(
                                STATES[i % STATES.length],
                                health,
                                "WORKING",
                                List.of(new AgentRow.Cost("RESPONSE_TIME", Math.round((1 - health) * 1000) / 1000.0))),
                        new AgentRow.Place(REGIONS[i % REGIONS.length], "a"),
                        new AgentRow.Work("calc.carbon", 8, random.nextInt(9), random.nextInt(3)),
                        1,
                        System.currentTimeMillis(),
                        ++version));
    }

    /** What other services answer on a platform. */
    private final class Played implements RouteGroup {
        @Override
        public String name() {
            return "played";
        }

        @Override
        public String what() {
            return "As the services would answer.";
        }

        @Override
        public List<Route> routes() {
            return List.of(
                    Route.get(
                            "/overview:changes",
                            "",
                            call -> beat.follow(call, client -> {
                                client.event("overview", "", overview());
                                return true;
                            })),
                    Route.get("/agents/{id}", "", this::agent),
                    Route.get("/swarms", "", call -> call.json(Map.of("swarms", List.of(swarm("s-1")))))
                            .query("limit", Shape.whole(1, 1_000), "100", "How many"),
                    Route.get("/swarms/{id}", "", call -> call.json(swarm(call.path("id")))),
                    Route.get(
                            "/swarms/{id}/changes",
                            "",
                            call -> beat.follow(call, client -> {
                                client.event("swarm", "", swarm(call.path("id")));
                                return true;
                            })),
                    Route.get(
                            "/swarms/{id}/positions",
                            "",
                            call -> beat.follow(call, client -> {
                                client.event("frame", "", frame());
                                return true;
                            })),
                    Route.get("/budgets", "", call -> call.json(List.of(account()))),
                    Route.get("/tracks", "", call -> call.json(List.of(track()))),
                    Route.get("/improvements", "", call -> call.json(List.of(improvement()))),
                    Route.post("/improvements/{id}/approve", "", call -> {
                                approved = true;
                                call.json(improvement());
                            })
                            .takes(Shape.object()));
        }

        private Map<String, Object> improvement() {
            Map<String, Object> it = new LinkedHashMap<>();
            it.put("id", "i-1");
            it.put("name", "order");
            it.put("version", "1.2.0");
            it.put("kind", "RAISE_TIMEOUT");
            it.put("stepName", "charge");
            it.put("from", 5_000);
            it.put("to", 10_000);
            it.put("state", approved ? "TRYING" : "PROPOSED");
            it.put("candidate", approved ? "1.2.0-improve.1" : "");
            it.put("permille", 200);
            it.put("evidence", List.of(Map.of("what", "attempts whose time ran out", "value", 83)));
            it.put("tried", Map.of("runs", 34, "failed", 0));
            it.put("base", Map.of("runs", 141, "failed", 9));
            it.put("history", List.of());
            it.put("changedAtMs", System.currentTimeMillis());
            return it;
        }

        private static Map<String, Object> track() {
            Map<String, Object> charge = new LinkedHashMap<>();
            charge.put("step", 1);
            charge.put("name", "charge");
            charge.put("begun", 1_200);
            charge.put("medianMs", 840);
            charge.put("madMs", 120);
            charge.put("p95Ms", 5_400);
            charge.put("attempts", 1_310);
            charge.put("timeouts", 83);
            charge.put("failures", List.of(Map.of("kind", "TIMED_OUT", "count", 83)));
            charge.put("givenUp", List.of(Map.of("kind", "TIMED_OUT", "count", 31)));
            Map<String, Object> it = new LinkedHashMap<>();
            it.put("name", "order");
            it.put("version", "1.2.0");
            it.put("runs", 1_200);
            it.put("failed", 31);
            it.put("medianMs", 1_100);
            it.put("p95Ms", 6_900);
            it.put("steps", List.of(charge));
            it.put("ways", List.of(Map.of("steps", List.of(1), "failed", -1, "runs", 1_169)));
            it.put("otherWays", 0);
            it.put(
                    "anomalies",
                    List.of(Map.of(
                            "sagaId",
                            "order-77",
                            "step",
                            "charge",
                            "tookMs",
                            48_000,
                            "medianMs",
                            840,
                            "score",
                            31.2,
                            "atMs",
                            System.currentTimeMillis())));
            it.put("anomaliesSeen", 1);
            return it;
        }

        private Map<String, Object> swarm(String id) {
            Map<String, Object> swarm = new LinkedHashMap<>();
            swarm.put("swarmId", id);
            swarm.put("name", "flock");
            swarm.put("behaviour", "FLOCKING");
            swarm.put("state", "RUNNING");
            swarm.put("particles", 2_000);
            swarm.put("steps", 400);
            swarm.put("stepsMax", 1_000);
            swarm.put("measure", 0.0123);
            swarm.put("diversity", 0.4);
            swarm.put("startedAtMs", System.currentTimeMillis());
            List<Double> fall =
                    IntStream.range(0, 100).mapToObj(i -> Math.exp(-i / 12.0)).toList();
            swarm.put(
                    "curve",
                    Map.of(
                            "every",
                            4,
                            "measures",
                            fall,
                            "diversities",
                            fall.stream().map(Math::sqrt).toList()));
            swarm.put(
                    "trails",
                    Map.of(
                            "kinds", List.of("steel", "paper"),
                            "ways", List.of("calc-1", "calc-2", "calc-3"),
                            "strengths", List.of(0.9, 0.1, 0.3, 0.2, 0.8, 0.05)));
            return swarm;
        }

        private Map<String, Object> frame() {
            List<Double> places = new ArrayList<>();
            List<Integer> roles = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                double turn = i / 60.0;
                places.add(5 * Math.cos(turn) + random.nextDouble(-1, 1));
                places.add(5 * Math.sin(turn) + random.nextDouble(-1, 1));
                places.add(i / 100.0 - 10);
                roles.add(i % 50 == 0 ? 2 : 0);
            }
            return Map.of(
                    "step",
                    400,
                    "dimensions",
                    3,
                    "lower",
                    List.of(-10, -10, -10),
                    "upper",
                    List.of(10, 10, 10),
                    "particles",
                    2_000,
                    "places",
                    places,
                    "roles",
                    roles);
        }

        private static Map<String, Object> account() {
            Map<String, Object> account = new LinkedHashMap<>();
            account.put("path", "acme");
            account.put("atLimit", "ASK");
            account.put("open", 2);
            account.put("refused", 1);
            account.put("reachedPercent", 80);
            account.put("limit", amounts(1_000_000, 5_000_000));
            account.put("added", amounts(0, 0));
            account.put("spent", amounts(700_000, 2_500_000));
            account.put("reserved", amounts(120_000, 500_000));
            account.put("questions", List.of(Map.of("reservationId", "r-7", "path", "acme/report")));
            account.put("agents", List.of());
            account.put("models", List.of());
            return account;
        }

        private static Map<String, Object> amounts(long tokens, long costMicros) {
            return Map.of("tokens", tokens, "costMicros", costMicros, "calls", -1, "wallMs", -1);
        }

        private void agent(Call call) {
            Map<String, Object> agent = new LinkedHashMap<>();
            agent.put("agentId", call.path("id"));
            agent.put("state", "DEGRADED");
            agent.put("healthPercent", 64);
            agent.put("why", List.of(Map.of("factor", "RESPONSE_TIME", "cost", 0.36)));
            agent.put("capabilities", List.of(Map.of("name", "calc.carbon", "version", "1.0.0")));
            agent.put("tags", List.of("gpu"));
            agent.put("liveness", "WORKING");
            agent.put("sinceMs", System.currentTimeMillis() - 90_000);
            agent.put("lastSeenMs", System.currentTimeMillis());
            agent.put("concurrency", 8);
            agent.put("inFlight", 5);
            agent.put("queued", 1);
            agent.put("region", "sa");
            agent.put("zone", "a");
            agent.put("weight", 1);
            agent.put("epoch", 3);
            agent.put("heartbeatIntervalMs", 1_000);
            call.json(agent);
        }

        private Map<String, Object> overview() {
            Map<String, Object> flow = Map.of("total", version, "perSecond", random.nextDouble(900, 1_100));
            return Map.of(
                    "agents",
                    Map.of(
                            "total",
                            agents,
                            "byRegion",
                            table.byRegion(),
                            "inFlight",
                            7,
                            "capacity",
                            8L * agents,
                            "queued",
                            0),
                    "messages",
                    Map.of("submitted", flow, "replied", flow, "deadLettered", flow),
                    "lag",
                    Map.of("router", random.nextInt(100)));
        }
    }

    @Override
    public void close() {
        beat.end();
        clock.shutdownNow();
        http.close();
    }
}
