package dev.swarmlog.agent.discovery;

import dev.swarmlog.v1.AgentState;
import dev.swarmlog.v1.Liveness;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/** Who fulfils a query's conditions, but for the health: the bitmaps of all words, and-ed, the smallest first. */
final class Selection {
    private static final RoaringBitmap NOBODY = new RoaringBitmap();

    /** The postings in all of which one must be. */
    final List<Posting> conditions = new ArrayList<>();
    /** Not to be changed: it may be one of the index's own. */
    final RoaringBitmap agents;

    private boolean nobody;

    Selection(AgentQuery query, Vocabulary vocabulary, Columns columns) {
        require(vocabulary.capabilities, query.capability());
        require(vocabulary.serviceTypes, query.serviceType());
        require(vocabulary.regions, query.region());
        require(vocabulary.zones, query.zone());
        for (String tag : query.tags()) {
            add(vocabulary.tags.find(tag));
        }
        RoaringBitmap found = nobody ? NOBODY : all(columns);
        if (!query.capability().isEmpty() && !query.versions().equals(VersionRange.ANY)) {
            List<RoaringBitmap> versions = vocabulary.inRange(query.capability(), query.versions());
            found = versions == null ? found : any(found, versions);
        }
        found = inStates(query, columns, found);
        agents = proven(query, columns, found);
    }

    private void require(Postings postings, String word) {
        if (!word.isEmpty()) {
            add(postings.find(word));
        }
    }

    private void add(@Nullable Posting posting) {
        if (posting == null) {
            nobody = true;
        } else {
            conditions.add(posting);
        }
    }

    private RoaringBitmap all(Columns columns) {
        if (conditions.isEmpty()) {
            return columns.everybody;
        }
        List<RoaringBitmap> smallestFirst = new ArrayList<>(conditions.size());
        for (Posting condition : conditions) {
            smallestFirst.add(condition.agents);
        }
        smallestFirst.sort(Comparator.comparingInt(RoaringBitmap::getCardinality));
        RoaringBitmap all = smallestFirst.get(0);
        for (int i = 1; i < smallestFirst.size(); i++) {
            all = RoaringBitmap.and(all, smallestFirst.get(i));
        }
        return all;
    }

    private static RoaringBitmap inStates(AgentQuery query, Columns columns, RoaringBitmap of) {
        List<RoaringBitmap> wanted = new ArrayList<>();
        boolean all = true;
        for (AgentState state : AgentState.values()) {
            RoaringBitmap inState = columns.in(state);
            if (query.states().contains(state)) {
                wanted.add(inState);
            } else {
                all &= inState.isEmpty();
            }
        }
        return all ? of : any(of, wanted);
    }

    private static RoaringBitmap proven(AgentQuery query, Columns columns, RoaringBitmap of) {
        List<RoaringBitmap> wanted = new ArrayList<>();
        boolean all = true;
        for (Liveness liveness : Liveness.values()) {
            RoaringBitmap proven = columns.provenBy(liveness);
            if (liveness.compareTo(query.atLeast()) >= 0) {
                wanted.add(proven);
            } else {
                all &= proven.isEmpty();
            }
        }
        return all ? of : any(of, wanted);
    }

    /** Those who are in at least one of the others; costs what the smaller side has. */
    private static RoaringBitmap any(RoaringBitmap of, List<RoaringBitmap> others) {
        RoaringBitmap any = null;
        for (RoaringBitmap other : others) {
            if (!other.isEmpty()) {
                RoaringBitmap some = RoaringBitmap.and(of, other);
                if (any == null) {
                    any = some;
                } else {
                    any.or(some);
                }
            }
        }
        return any == null ? NOBODY : any;
    }
}
