package dev.swarmlog.examples.sessions;

import dev.swarmlog.agent.sessions.Participant;
import dev.swarmlog.agent.sessions.SessionClient;
import dev.swarmlog.v1.SessionLetter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The emissions of a fleet's trips: an orchestrator hands out trips, workers reckon, and the sum is put together. */
final class OrchestratorWorker {
    private static final int TRIPS = 60;
    private static final Duration HOLD = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private OrchestratorWorker() {}

    static List<String> play(SessionClient client, String session, int workers) throws InterruptedException {
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        try (Cast cast = new Cast()) {
            for (int i = 0; i < workers; i++) {
                String name = "worker-" + i;
                cast.plays(() -> work(client.join(session, name, "worker")));
            }
            cast.plays(() -> orchestrate(client.join(session, "orchestrator", "orchestrator"), told));
            cast.finish();
        }
        return told;
    }

    private static void orchestrate(Participant self, List<String> told) {
        self.awaitPhase("work", PATIENCE);
        for (int trip = 1; trip <= TRIPS; trip++) {
            self.send("tasks", trip + " " + kilometres(trip));
        }
        self.close("tasks");
        Map<String, Integer> byWorker = new TreeMap<>();
        double sum = 0;
        for (int results = 0; results < TRIPS; ) {
            for (SessionLetter letter : self.receive("results", 20, HOLD, PATIENCE)) {
                sum += Double.parseDouble(Participant.text(letter));
                byWorker.merge(letter.getFrom(), 1, Integer::sum);
                self.acknowledge("results", letter);
                results++;
            }
        }
        self.arrive("work");
        self.awaitPhase("merge", PATIENCE);
        self.put("total", String.format(Locale.ROOT, "%.3f", sum));
        told.add(String.format(Locale.ROOT, "%d trips, %.3f t CO2e, reckoned by %s", TRIPS, sum, byWorker));
        self.arrive("merge");
    }

    /** Takes what comes next, until nothing will. */
    private static void work(Participant self) {
        self.awaitPhase("work", PATIENCE);
        self.receiveAll("tasks", HOLD, task -> self.send("results", emissions(Participant.text(task))));
        self.arrive("work");
    }

    private static int kilometres(int trip) {
        return 40 + trip * 37 % 400;
    }

    private static String emissions(String task) {
        int kilometres = Integer.parseInt(task.substring(task.indexOf(' ') + 1));
        return String.format(Locale.ROOT, "%.6f", kilometres * 0.000172);
    }
}
