package dev.swarmlog.examples.sessions;

import dev.swarmlog.agent.sessions.Participant;
import dev.swarmlog.agent.sessions.SessionClient;
import dev.swarmlog.v1.SessionEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** A transport that somebody should do: a manager announces it, who can bids a price, and the cheapest gets it and does it. */
final class ContractNet {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private ContractNet() {}

    static List<String> play(SessionClient client, String session, int bidders) throws InterruptedException {
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        try (Cast cast = new Cast()) {
            for (int i = 0; i < bidders; i++) {
                int mine = i;
                cast.plays(() -> bid(client.join(session, "carrier-" + mine, "bidder"), mine));
            }
            cast.plays(() -> manage(client.join(session, "manager", "manager"), told));
            cast.finish();
        }
        return told;
    }

    private static void manage(Participant self, List<String> told) {
        self.awaitPhase("announce", PATIENCE);
        self.put("call", "40 pallets from Hamburg to Milan");
        told.add("called for: 40 pallets from Hamburg to Milan");
        self.arrive("announce");
        self.awaitPhase("award", PATIENCE);
        List<SessionEntry> bids = new ArrayList<>(self.list("bid/"));
        bids.sort(Comparator.comparingInt(bid -> Integer.parseInt(Participant.text(bid))));
        bids.forEach(bid -> told.add(bid.getBy() + " bids " + Participant.text(bid)));
        self.put("award", bids.get(0).getBy());
        self.arrive("award");
        self.awaitPhase("settle", PATIENCE);
        told.add(self.get("done").map(Participant::text).orElse("nobody did it"));
        self.arrive("settle");
    }

    /** Whoever does not get it has nothing more to do. */
    private static void bid(Participant self, int number) {
        self.awaitPhase("bid", PATIENCE);
        int price = 1_200 + self.get("call").map(Participant::text).orElse("").length() * (3 + number * 5 % 7);
        self.compareAndSet("bid/" + self.id(), 0, String.valueOf(price));
        self.arrive("bid");
        self.awaitPhase("perform", PATIENCE);
        boolean won = self.get("award").map(Participant::text).orElse("").equals(self.id());
        if (won) {
            self.put("done", "awarded to " + self.id() + " for " + price + ", and delivered");
            self.arrive("perform");
        }
    }
}
