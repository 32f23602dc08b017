package dev.swarmlog.coordinator.tracker;

import dev.swarmlog.coordinator.tracker.core.improve.Proposal;
import dev.swarmlog.coordinator.tracker.core.improve.Stage;
import dev.swarmlog.coordinator.tracker.definition.Catalogue;
import dev.swarmlog.runtime.store.LiveStore;
import dev.swarmlog.runtime.store.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Mutable, for one thread: the proposals of one task, and by which version of each definition sagas begin therefore. */
final class ProposalShelf {
    private static final int PROPOSALS_MAX = 1_000;

    /** Lest a ring of changes have no end. */
    private static final int CHANGES_MAX = 100;

    private final LiveStore<Row<Proposal>> store;
    private final Catalogue catalogue;
    private final Map<String, Row<Proposal>> byId = new HashMap<>();

    ProposalShelf(LiveStore<Row<Proposal>> store, Catalogue catalogue) {
        this.store = store;
        this.catalogue = catalogue;
    }

    void restore(LiveStore.Codec<Row<Proposal>> codec, long nowMs) {
        store.restore(codec, nowMs).forEach(row -> byId.put(row.key(), row));
    }

    @Nullable
    Proposal find(String id) {
        Row<Proposal> row = byId.get(id);
        return row == null ? null : row.value();
    }

    List<Proposal> all() {
        return byId.values().stream().map(Row::value).toList();
    }

    /** What is tried of this definition now; null where nothing is. */
    @Nullable
    Proposal tried(String name) {
        for (Row<Proposal> each : byId.values()) {
            if (each.value().stage() == Stage.TRYING && each.value().name().equals(name)) {
                return each.value();
            }
        }
        return null;
    }

    /** The store hears of it only if it must: what was counted may be counted once more. */
    void put(Proposal proposal, boolean isStored) {
        Row<Proposal> row = byId.get(proposal.id());
        if (row == null) {
            row = new Row<>(proposal.id(), proposal);
            byId.put(proposal.id(), row);
            store.put(row);
        } else {
            row.set(proposal);
            if (isStored) {
                store.changed(row);
            }
        }
    }

    /** Where there is no room for one more, lets go of one that is over; its id, or null. */
    @Nullable
    String makeRoom() {
        if (!isFull()) {
            return null;
        }
        Proposal oldest = byId.values().stream()
                .map(Row::value)
                .filter(each -> each.stage().isOver())
                .min(Comparator.comparingLong(Proposal::changedAtMs))
                .orElse(null);
        Row<Proposal> row = oldest == null ? null : byId.remove(oldest.id());
        if (row == null) {
            return null;
        }
        store.remove(row);
        return row.key();
    }

    boolean isFull() {
        return byId.size() >= PROPOSALS_MAX;
    }

    /**
     * The versions that lead to the one by which sagas begin that name none: the newest, and what stayed in its place.
     * Empty where no version is deployed.
     */
    List<String> way(String name) {
        List<String> way = new ArrayList<>();
        String next = catalogue.newest(name);
        while (!next.isEmpty() && way.size() < CHANGES_MAX && catalogue.find(name, next) != null) {
            way.add(next);
            next = promoted(name, next);
        }
        return way;
    }

    private String promoted(String name, String version) {
        for (Row<Proposal> each : byId.values()) {
            Proposal it = each.value();
            if (it.stage() == Stage.PROMOTED
                    && it.name().equals(name)
                    && it.version().equals(version)) {
                return it.trial().candidate();
            }
        }
        return "";
    }
}
