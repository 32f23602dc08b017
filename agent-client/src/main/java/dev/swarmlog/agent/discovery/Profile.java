package dev.swarmlog.agent.discovery;

import dev.swarmlog.v1.AgentCard;
import dev.swarmlog.v1.Capability;
import dev.swarmlog.v1.Location;
import java.util.ArrayList;
import java.util.List;

/**
 * What agents of one kind have in common and queries ask for. All agents of a kind share one, so that a hundred thousand
 * of them cost little more than their names.
 */
final class Profile {
    final Words words;
    final List<Capability> capabilities;
    final List<String> tags;
    final Location location;
    final List<Posting> postings;

    /** So many agents are of this kind; without any it is forgotten. Only the index's writer counts. */
    int agents;

    /**
     * The words of a card, to compare.
     *
     * @param capabilities each with its version after it
     */
    record Words(String serviceType, String region, String zone, List<String> capabilities, List<String> tags) {
        static Words of(AgentCard card) {
            List<String> capabilities =
                    new ArrayList<>(2 * card.getCapabilities().size());
            for (Capability capability : card.getCapabilities()) {
                capabilities.add(capability.getName());
                capabilities.add(capability.getVersion());
            }
            Location location = card.getLocation();
            return new Words(
                    card.getServiceType(), location.getRegion(), location.getZone(), capabilities, card.getTags());
        }
    }

    /** @param postings of all the words, each once */
    Profile(Words words, List<Posting> postings) {
        this.words = words;
        this.postings = List.copyOf(postings);
        this.tags = words.tags();
        this.location = new Location(words.region(), words.zone());
        List<Capability> offered = new ArrayList<>();
        for (int i = 0; i < words.capabilities().size(); i += 2) {
            offered.add(new Capability(
                    words.capabilities().get(i), words.capabilities().get(i + 1)));
        }
        this.capabilities = List.copyOf(offered);
    }
}
