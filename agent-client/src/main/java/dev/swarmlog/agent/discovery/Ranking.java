package dev.swarmlog.agent.discovery;

import dev.swarmlog.agent.core.Best;
import org.roaringbitmap.BatchIterator;
import org.roaringbitmap.RoaringBitmap;

/** The few best of many, with no object per candidate. For one thread, and while the index does not change. */
final class Ranking {
    private static final int BATCH = 256;
    private static final RoaringBitmap NOBODY = new RoaringBitmap();

    private final AgentQuery query;
    private final Columns columns;
    private final long afterRank;
    private final long afterLabel;
    private final int[] batch = new int[BATCH];

    Ranking(AgentQuery query, AgentCursor after, Columns columns) {
        this.query = query;
        this.columns = columns;
        this.afterRank = after.rank();
        this.afterLabel = columns.names.labelUpTo(after.id());
    }

    Best byId(RoaringBitmap of) {
        Best best = room(of);
        offer(best, of, 0, 0);
        return best;
    }

    /** Whoever is farther away is only looked at when the near ones are too few. */
    Best bestFirst(RoaringBitmap of, Vocabulary vocabulary) {
        Best best = room(of);
        AgentQuery.Near near = query.near();
        RoaringBitmap inRegion = at(of, vocabulary.regions, near.region());
        RoaringBitmap inZone = at(inRegion, vocabulary.zones, near.zone());
        offer(best, inZone, Rank.atDistance(0), -1);
        if (!near.zone().isEmpty() && best.size() <= query.limit()) {
            offer(best, RoaringBitmap.andNot(inRegion, inZone), Rank.atDistance(1), -1);
        }
        if (!near.region().isEmpty() && best.size() <= query.limit()) {
            offer(best, RoaringBitmap.andNot(of, inRegion), Rank.atDistance(2), -1);
        }
        return best;
    }

    /** For one more than is asked for. */
    private Best room(RoaringBitmap of) {
        return new Best((int) Math.min(query.limit() + 1L, of.getCardinality()));
    }

    private static RoaringBitmap at(RoaringBitmap of, Postings places, String place) {
        if (place.isEmpty()) {
            return of;
        }
        Posting there = places.find(place);
        return there == null ? NOBODY : RoaringBitmap.and(of, there.agents);
    }

    /** @param rankMask 0 to leave the rank out of it */
    private void offer(Best best, RoaringBitmap some, long distance, long rankMask) {
        long[] labels = columns.names.labels();
        double minHealth = query.minHealth();
        BatchIterator slots = some.getBatchIterator();
        while (slots.hasNext()) {
            int count = slots.nextBatch(batch);
            for (int i = 0; i < count; i++) {
                int slot = batch[i];
                long rank = distance | (columns.rank[slot] & rankMask);
                boolean isAfter = rank > afterRank || (rank == afterRank && labels[slot] > afterLabel);
                if (isAfter && columns.health[slot] >= minHealth) {
                    best.offer(rank, labels[slot], slot);
                }
            }
        }
    }
}
