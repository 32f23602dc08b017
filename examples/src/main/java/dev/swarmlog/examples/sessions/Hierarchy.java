package dev.swarmlog.examples.sessions;

import dev.swarmlog.agent.sessions.Participant;
import dev.swarmlog.agent.sessions.SessionClient;
import dev.swarmlog.agent.sessions.SessionPattern;
import dev.swarmlog.v1.SessionLetter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The stock of a chain of shops: the root asks each region's lead, a lead has its team count the shops, and all adds up. */
final class Hierarchy {
    private static final int SHOPS = 12;
    private static final Duration HOLD = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Hierarchy() {}

    static List<String> play(SessionClient client, String session, int leads) throws InterruptedException {
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        try (Cast cast = new Cast()) {
            for (int team = 0; team < leads; team++) {
                int mine = team;
                cast.plays(() -> lead(client.join(session, "lead-" + mine, "lead"), mine));
                for (int i = 0; i < SessionPattern.TEAM; i++) {
                    String name = "worker-" + mine + "-" + i;
                    cast.plays(() -> work(client.join(session, name, "worker"), mine));
                }
            }
            cast.plays(() -> rule(client.join(session, "root", "root"), leads, told));
            cast.finish();
        }
        return told;
    }

    private static void rule(Participant self, int leads, List<String> told) {
        for (int region = 0; region < leads; region++) {
            self.send("orders", String.valueOf(region));
        }
        self.close("orders");
        self.awaitPhase("conclude", PATIENCE);
        int sum = 0;
        for (SessionLetter report : self.receive("reports", leads, HOLD, PATIENCE)) {
            String[] said = Participant.text(report).split(" ", 2);
            sum += Integer.parseInt(said[1]);
            told.add("region " + said[0] + " by " + report.getFrom() + ": " + said[1] + " pieces");
        }
        told.add("in all shops: " + sum + " pieces");
        self.arrive("conclude");
    }

    private static void lead(Participant self, int team) {
        SessionLetter order = self.receive("orders", HOLD, PATIENCE).orElseThrow();
        int region = Integer.parseInt(Participant.text(order));
        for (int shop = 0; shop < SHOPS; shop++) {
            self.send("team-" + team, region + " " + shop);
        }
        self.close("team-" + team);
        int sum = 0;
        for (int counted = 0; counted < SHOPS; ) {
            for (SessionLetter result : self.receive("team-" + team + "-results", SHOPS, HOLD, PATIENCE)) {
                sum += Integer.parseInt(Participant.text(result));
                self.acknowledge("team-" + team + "-results", result);
                counted++;
            }
        }
        self.send("reports", region + " " + sum);
        self.acknowledge("orders", order);
        self.awaitPhase("report", PATIENCE);
        self.arrive("report");
    }

    private static void work(Participant self, int team) {
        self.receiveAll("team-" + team, HOLD, shop -> {
            String[] place = Participant.text(shop).split(" ", 2);
            int pieces = 100 + 7 * Integer.parseInt(place[0]) + 13 * Integer.parseInt(place[1]);
            self.send("team-" + team + "-results", String.valueOf(pieces));
        });
        self.awaitPhase("work", PATIENCE);
        self.arrive("work");
    }
}
