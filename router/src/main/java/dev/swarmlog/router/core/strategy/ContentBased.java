package dev.swarmlog.router.core.strategy;

import dev.swarmlog.router.core.balance.Seat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The agents whose tags ({@code name=value}) say most of what the message's attributes say, the less loaded of two among
 * them; others only when none of those has room. To be chosen where agents specialise by a few plain words, as a language
 * or a tenant, and somebody else will do if need be: where nobody else will do, ask for tags, or write a rule.
 *
 * <p>What a message's attributes have in common with nobody's tags plays no part, so that there are no more orders of a
 * pool than its agents' tags make.
 */
public final class ContentBased {
    private static final char IS = '=';

    /** No tag ends so. */
    private static final String UNSAID = "\u0000";

    private ContentBased() {}

    /** What tags say: for each name the values that they give to it. */
    public static Map<String, Set<String>> vocabulary(List<Seat> seats) {
        Map<String, Set<String>> vocabulary = new TreeMap<>();
        for (Seat seat : seats) {
            for (String tag : seat.traits().tags()) {
                int is = tag.indexOf(IS);
                if (is > 0) {
                    vocabulary
                            .computeIfAbsent(tag.substring(0, is), fresh -> new HashSet<>())
                            .add(tag.substring(is + 1));
                }
            }
        }
        return vocabulary;
    }

    /** Of the attributes, those that tags name. Values that no tag gives are all the same: as many pools as tags make. */
    public static Map<String, String> facets(Map<String, String> attributes, Map<String, Set<String>> vocabulary) {
        Map<String, String> facets = new TreeMap<>();
        vocabulary.forEach((name, values) -> {
            String value = attributes.get(name);
            if (value != null) {
                facets.put(name, values.contains(value) ? value : UNSAID);
            }
        });
        return facets;
    }

    /** Those who say most of it; who says another value counts less than who says nothing. */
    static List<Seat> best(List<Seat> seats, Map<String, String> facets) {
        List<Seat> best = new ArrayList<>();
        int most = Integer.MIN_VALUE;
        for (Seat seat : seats) {
            int match = match(seat, facets);
            if (match > most) {
                most = match;
                best.clear();
            }
            if (match == most) {
                best.add(seat);
            }
        }
        return best;
    }

    private static int match(Seat seat, Map<String, String> facets) {
        Map<String, Boolean> said = new HashMap<>();
        for (String tag : seat.traits().tags()) {
            int is = tag.indexOf(IS);
            String wanted = is > 0 ? facets.get(tag.substring(0, is)) : null;
            if (wanted != null) {
                boolean same = wanted.length() == tag.length() - is - 1 && tag.endsWith(wanted);
                // An agent may name several values of one thing.
                said.merge(tag.substring(0, is), same, Boolean::logicalOr);
            }
        }
        int match = 0;
        for (boolean same : said.values()) {
            match += same ? 1 : -1;
        }
        return match;
    }
}
