package dev.swarmlog.coordinator.budget.core;

import dev.swarmlog.coordinator.budget.core.Reservation.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Mutable and hot, for one thread: all accounts and reservations of one budget. Changes by {@link #apply} alone. */
public final class Ledger {
    /** What is not named for want of room. */
    public static final String OTHERS = "(others)";

    static final int TALLIES_MAX = 1_000;
    private static final char BETWEEN = '/';

    private static final Comparator<Due> SOONEST =
            Comparator.comparingLong(Due::atMs).thenComparing(Due::id);

    private final String name;
    private final Rows rows;
    private final NavigableMap<String, Account> accounts = new TreeMap<>();
    private final Map<String, Reservation> reservations = new HashMap<>();
    private final Map<String, Amounts> agents = new TreeMap<>();
    private final Map<String, Amounts> models = new TreeMap<>();
    private final TreeSet<Due> going = new TreeSet<>(SOONEST);
    private final TreeSet<Due> over = new TreeSet<>(SOONEST);

    /** Open ones from before the definition, which may know no account that it asks for. */
    private final Set<String> older = new LinkedHashSet<>();

    private final Set<String> asked = new LinkedHashSet<>();

    private @Nullable Definition definition;
    private long version;
    private long sinceMs;

    private record Due(long atMs, String id) {}

    /** Hears what each fact changed, so that it can be stored. Null where it is not there any more. */
    public interface Rows {
        void head(long version, @Nullable Definition definition, long sinceMs);

        void account(String path, @Nullable Account account);

        void reservation(String id, @Nullable Reservation reservation);

        void agent(String agentId, Amounts used);

        void model(String model, Amounts used);

        /** All of it is gone. */
        void cleared();
    }

    public Ledger(String name, Rows rows) {
        this.name = name;
        this.rows = rows;
    }

    public String name() {
        return name;
    }

    public @Nullable Definition definition() {
        return definition;
    }

    /** How many decisions there were. */
    public long version() {
        return version;
    }

    /** When the period began that its limits hold in; 0 where they hold for good. */
    public long sinceMs() {
        return sinceMs;
    }

    private long renewsMs() {
        return definition == null ? Long.MAX_VALUE : definition.period().endOf(sinceMs);
    }

    public Collection<Account> accounts() {
        return accounts.values();
    }

    public @Nullable Account account(String path) {
        return accounts.get(path);
    }

    public @Nullable Reservation reservation(String id) {
        return reservations.get(id);
    }

    public Collection<Reservation> reservations() {
        return reservations.values();
    }

    public Map<String, Amounts> agents() {
        return agents;
    }

    public Map<String, Amounts> models() {
        return models;
    }

    /** Those that are open or wait for a person. */
    public int going() {
        return going.size();
    }

    /** Those that wait for a person, at most so many. */
    public List<Reservation> asked(int max) {
        return asked.stream()
                .limit(max)
                .map(reservations::get)
                .filter(Objects::nonNull)
                .toList();
    }

    int over() {
        return over.size();
    }

    /** Of those that go on, the one whose time is over first, or of the others; null where none is. */
    @Nullable
    Reservation due(boolean ofGoing, long nowMs) {
        NavigableSet<Due> all = ofGoing ? going : over;
        return all.isEmpty() || all.first().atMs > nowMs ? null : reservations.get(all.first().id);
    }

    /** When something is due; {@link Long#MAX_VALUE} for never. */
    public long nextDueMs() {
        long endsMs = Math.min(
                going.isEmpty() ? Long.MAX_VALUE : going.first().atMs,
                over.isEmpty() ? Long.MAX_VALUE : over.first().atMs);
        return Math.min(endsMs, renewsMs());
    }

    /** A decision is recorded, whose facts follow. */
    public void begin() {
        version++;
        rows.head(version, definition, sinceMs);
    }

    public void apply(Fact fact, long atMs) {
        switch (fact) {
            case Fact.Defined it -> define(it.definition(), atMs);
            case Fact.Removed it -> clear();
            case Fact.Opened it -> open(it.path(), atMs);
            case Fact.Closed it -> put(it.path(), null);
            case Fact.Reserved it -> reserve(it, atMs);
            case Fact.Asked it ->
                put(new Reservation(
                        it.id(),
                        it.path(),
                        State.ASKED,
                        it.amounts(),
                        0,
                        "",
                        it.agentId(),
                        it.model(),
                        "",
                        it.untilMs(),
                        it.requester()));
            case Fact.Approved it -> put(it.path(), at(it.path()).adding(it.added(), atMs));
            case Fact.Refused it -> refuse(it, atMs);
            case Fact.HandedOff it ->
                put(ended(it.id(), it.path(), State.HANDED_OFF, it.capability(), "", it.forgetMs()));
            case Fact.Settled it -> {
                settle(it.id(), State.SETTLED, it.used(), it.forgetMs(), atMs);
                tally(it);
            }
            case Fact.Released it -> settle(it.id(), State.RELEASED, Amounts.NONE, it.forgetMs(), atMs);
            case Fact.Expired it -> settle(it.id(), State.EXPIRED, it.charged(), it.forgetMs(), atMs);
            case Fact.Reached it -> put(it.path(), at(it.path()).reaching(it.percent(), atMs));
            case Fact.Renewed it -> renew(it.sinceMs(), atMs);
            case Fact.Forgotten it -> forget(it.id());
        }
    }

    private void define(Definition next, long atMs) {
        Period before = definition == null ? Period.NONE : definition.period();
        if (next.period() != before) {
            sinceMs = next.period().startOf(atMs);
        }
        definition = next;
        rows.head(version, next, sinceMs);
        older.clear();
        reservations.values().forEach(this::rememberAsOlder);
        for (Account account : List.copyOf(accounts.values())) {
            Limit limit = next.on(Path.names(account.path()));
            if (limit == null) {
                put(account.path(), null);
            } else {
                Account limited = account.limited(limit.amounts(), 0, atMs);
                put(account.path(), limited.reaching(reached(limited, limit), atMs));
            }
        }
    }

    private void renew(long at, long atMs) {
        sinceMs = at;
        rows.head(version, definition, sinceMs);
        for (Account account : List.copyOf(accounts.values())) {
            put(account.path(), account.renewed(atMs));
        }
    }

    /** The highest threshold that the account reached. */
    static int reached(Account account, Limit limit) {
        int reached = 0;
        for (int percent : limit.thresholds()) {
            if (account.spent().reaches(percent, account.granted())) {
                reached = percent;
            }
        }
        return reached;
    }

    private void clear() {
        definition = null;
        accounts.clear();
        reservations.clear();
        agents.clear();
        models.clear();
        going.clear();
        over.clear();
        older.clear();
        asked.clear();
        sinceMs = 0;
        rows.cleared();
        rows.head(version, null, sinceMs);
    }

    /** What lies below a new account counts in it from the first. */
    private void open(String path, long atMs) {
        Limit limit = Objects.requireNonNull(definition, "defined first").on(Path.names(path));
        Account opened = Account.open(path, Objects.requireNonNull(limit, path).amounts(), atMs);
        Amounts spent = Amounts.NONE;
        for (Account each : outermostBelow(path)) {
            spent = spent.plus(each.spent());
        }
        put(path, opened.having(spent, countIn(path)));
    }

    private Amounts countIn(String path) {
        Amounts sum = Amounts.NONE;
        for (String id : older) {
            Reservation each = reservations.get(id);
            if (each != null && (each.path().equals(path) || each.path().startsWith(path + BETWEEN))) {
                sum = sum.plus(each.amounts());
                put(each.counting(Path.level(path)));
            }
        }
        return sum;
    }

    /** The accounts directly below a path: those with no other in between. */
    public List<Account> outermostBelow(String path) {
        SortedMap<String, Account> below = accounts.subMap(path + BETWEEN, path + (char) (BETWEEN + 1));
        if (below.isEmpty()) {
            return List.of();
        }
        List<Account> outermost = new ArrayList<>();
        for (Account each : below.values()) {
            boolean isBelowAnother = Path.above(each.path()).stream()
                    .anyMatch(above -> above.length() > path.length() && accounts.containsKey(above));
            if (!isBelowAnother) {
                outermost.add(each);
            }
        }
        return outermost;
    }

    private void reserve(Fact.Reserved it, long atMs) {
        int levels = 0;
        for (String path : Path.all(it.path())) {
            Account account = accounts.get(path);
            if (account != null) {
                put(path, account.reserving(it.amounts(), atMs));
                levels |= Path.level(path);
            }
        }
        put(new Reservation(
                it.id(),
                it.path(),
                State.OPEN,
                it.amounts(),
                levels,
                it.capability(),
                it.agentId(),
                it.model(),
                "",
                it.untilMs(),
                it.requester()));
    }

    private void refuse(Fact.Refused it, long atMs) {
        Account account = accounts.get(it.limit());
        if (account != null) {
            put(it.limit(), account.refusing(atMs));
        }
        put(ended(it.id(), it.path(), State.REFUSED, "", it.why(), it.forgetMs()));
    }

    private void rememberAsOlder(Reservation reservation) {
        if (reservation.state() == State.OPEN) {
            older.add(reservation.id());
        }
    }

    private static Reservation ended(String id, String path, State end, String capability, String why, long forgetMs) {
        return new Reservation(
                id, path, end, Amounts.NONE, 0, capability, "", "", why, forgetMs, Reservation.Requester.NOBODY);
    }

    private void settle(String id, State end, Amounts used, long forgetMs, long atMs) {
        Reservation reservation = Objects.requireNonNull(reservations.get(id), id);
        if (reservation.state() == State.OPEN) {
            for (String path : Path.accounts(reservation.path(), reservation.levels())) {
                Account account = accounts.get(path);
                if (account != null) {
                    put(path, account.settling(reservation.amounts(), used, atMs));
                }
            }
        }
        older.remove(id);
        put(reservation.over(end, forgetMs));
    }

    private void tally(Fact.Settled it) {
        if (!it.agentId().isEmpty()) {
            String row = tally(agents, it.agentId(), it.used());
            rows.agent(row, Objects.requireNonNull(agents.get(row)));
        }
        if (!it.model().isEmpty()) {
            String row = tally(models, it.model(), it.used());
            rows.model(row, Objects.requireNonNull(models.get(row)));
        }
    }

    private static String tally(Map<String, Amounts> tallies, String who, Amounts used) {
        String row = tallies.size() < TALLIES_MAX || tallies.containsKey(who) ? who : OTHERS;
        tallies.merge(row, used, Amounts::plus);
        return row;
    }

    private Account at(String path) {
        return Objects.requireNonNull(accounts.get(path), path);
    }

    private void put(String path, @Nullable Account account) {
        if (account == null) {
            accounts.remove(path);
        } else {
            accounts.put(path, account);
        }
        rows.account(path, account);
    }

    private void put(Reservation reservation) {
        remember(reservation);
        rows.reservation(reservation.id(), reservation);
    }

    private void remember(Reservation reservation) {
        Reservation before = reservations.put(reservation.id(), reservation);
        if (before != null) {
            queue(before).remove(new Due(before.untilMs(), before.id()));
        }
        if (reservation.state() == State.ASKED) {
            asked.add(reservation.id());
        } else {
            asked.remove(reservation.id());
        }
        queue(reservation).add(new Due(reservation.untilMs(), reservation.id()));
    }

    private void forget(String id) {
        Reservation gone = reservations.remove(id);
        if (gone != null) {
            queue(gone).remove(new Due(gone.untilMs(), id));
        }
        rows.reservation(id, null);
    }

    private NavigableSet<Due> queue(Reservation reservation) {
        return reservation.state().isOver() ? over : going;
    }

    /** Takes back what was stored. */
    public void restore(long at, @Nullable Definition stored, long since) {
        version = at;
        definition = stored;
        sinceMs = since;
    }

    public void restore(Account account) {
        accounts.put(account.path(), account);
    }

    public void restore(Reservation reservation) {
        remember(reservation);
        rememberAsOlder(reservation);
    }

    public void restoreAgent(String agentId, Amounts used) {
        agents.put(agentId, used);
    }

    public void restoreModel(String model, Amounts used) {
        models.put(model, used);
    }
}
