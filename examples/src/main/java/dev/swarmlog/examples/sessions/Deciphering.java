package dev.swarmlog.examples.sessions;

import dev.swarmlog.agent.sessions.Participant;
import dev.swarmlog.agent.sessions.SessionClient;
import dev.swarmlog.v1.SessionEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A text in a cipher on a board: each contributor tries keys of its own, and puts up a reading that it finds better than
 * the one that is there. Two at once cannot overwrite each other, for a value is replaced only at the version that was read.
 */
final class Deciphering {
    private static final String CIPHER = "WKH ORJ LV WKH SODWIRUP DQG HYHUB IDFW LV D UHFRUG RQ D WRSLF";
    private static final Set<String> WORDS = Set.of("THE", "IS", "AND", "A", "ON", "EVERY", "FACT", "RECORD", "LOG");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Deciphering() {}

    static List<String> play(SessionClient client, String session, int contributors) throws InterruptedException {
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        try (Cast cast = new Cast()) {
            for (int i = 0; i < contributors; i++) {
                int mine = i;
                cast.plays(() ->
                        contribute(client.join(session, "contributor-" + mine, "contributor"), mine, contributors));
            }
            cast.plays(() -> conclude(client.join(session, "controller", "controller"), told));
            cast.finish();
        }
        return told;
    }

    private static void contribute(Participant self, int first, int step) {
        self.awaitPhase("contribute", PATIENCE);
        for (int key = first; key < 26; key += step) {
            String reading = shifted(key);
            boolean settled = false;
            while (!settled) {
                Optional<SessionEntry> best = self.get("reading");
                boolean better = best.isEmpty() || score(reading) > score(Participant.text(best.get()));
                long version = best.isEmpty() ? 0 : best.get().getVersion();
                settled = !better
                        || self.compareAndSet("reading", version, reading).isPresent();
            }
        }
        self.arrive("contribute");
    }

    private static void conclude(Participant self, List<String> told) {
        self.awaitPhase("conclude", PATIENCE);
        SessionEntry reading = self.get("reading").orElseThrow();
        told.add("'" + CIPHER + "'");
        told.add("reads '" + Participant.text(reading) + "', says " + reading.getBy());
        self.arrive("conclude");
    }

    private static String shifted(int key) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < CIPHER.length(); i++) {
            char c = CIPHER.charAt(i);
            text.append(c == ' ' ? c : (char) ('A' + (c - 'A' + key) % 26));
        }
        return text.toString();
    }

    private static long score(String reading) {
        return List.of(reading.split(" ", -1)).stream().filter(WORDS::contains).count();
    }
}
