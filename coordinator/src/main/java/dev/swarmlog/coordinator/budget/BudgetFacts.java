package dev.swarmlog.coordinator.budget;

import dev.swarmlog.coordinator.budget.core.Fact;
import dev.swarmlog.coordinator.budget.core.Ledger;
import dev.swarmlog.coordinator.budget.core.Reservation.Requester;
import dev.swarmlog.v1.BudgetEvent;
import dev.swarmlog.v1.BudgetFact;
import dev.swarmlog.v1.BudgetFactKind;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Facts to Avro and back. */
public final class BudgetFacts {
    private BudgetFacts() {}

    static BudgetEvent event(String budget, long version, long atMs, List<Fact> facts) {
        return new BudgetEvent(
                budget, version, atMs, facts.stream().map(BudgetFacts::wire).toList());
    }

    /** To be folded into; nobody stores it. */
    public static Ledger unfolded(String budget) {
        return new Ledger(budget, new UnstoredRows());
    }

    /** Adds an event to a ledger that has all before it. */
    public static void fold(Ledger ledger, BudgetEvent event) {
        if (event.getVersion() != ledger.version() + 1) {
            throw new IllegalArgumentException(
                    "version " + event.getVersion() + " after " + ledger.version() + " of budget " + event.getBudget());
        }
        ledger.begin();
        for (BudgetFact each : event.getFacts()) {
            Fact fact = fact(each);
            if (fact == null) {
                throw new IllegalArgumentException("a fact that only a newer version knows");
            }
            ledger.apply(fact, event.getAtMs());
        }
    }

    static BudgetFact wire(Fact fact) {
        BudgetFact.Builder to = BudgetFact.newBuilder();
        switch (fact) {
            case Fact.Defined it ->
                to.setKind(BudgetFactKind.DEFINED)
                        .setText(it.definition().source())
                        .setBy(it.by());
            case Fact.Removed it -> to.setKind(BudgetFactKind.REMOVED).setBy(it.by());
            case Fact.Opened it -> to.setKind(BudgetFactKind.OPENED).setPath(it.path());
            case Fact.Closed it -> to.setKind(BudgetFactKind.CLOSED).setPath(it.path());
            case Fact.Reserved it ->
                requester(to, it.requester())
                        .setKind(BudgetFactKind.RESERVED)
                        .setReservationId(it.id())
                        .setPath(it.path())
                        .setAmounts(BudgetCodec.wire(it.amounts()))
                        .setCapability(it.capability())
                        .setAgentId(it.agentId())
                        .setModel(it.model())
                        .setUntilMs(it.untilMs());
            case Fact.Asked it ->
                requester(to, it.requester())
                        .setKind(BudgetFactKind.ASKED)
                        .setReservationId(it.id())
                        .setPath(it.path())
                        .setAmounts(BudgetCodec.wire(it.amounts()))
                        .setAgentId(it.agentId())
                        .setModel(it.model())
                        .setUntilMs(it.untilMs());
            case Fact.Approved it ->
                to.setKind(BudgetFactKind.APPROVED)
                        .setReservationId(it.id())
                        .setPath(it.path())
                        .setAmounts(BudgetCodec.wire(it.added()))
                        .setBy(it.by());
            case Fact.Refused it ->
                to.setKind(BudgetFactKind.REFUSED)
                        .setReservationId(it.id())
                        .setPath(it.path())
                        .setLimit(it.limit())
                        .setText(it.why())
                        .setBy(it.by())
                        .setUntilMs(it.forgetMs());
            case Fact.HandedOff it ->
                to.setKind(BudgetFactKind.HANDED_OFF)
                        .setReservationId(it.id())
                        .setPath(it.path())
                        .setCapability(it.capability())
                        .setUntilMs(it.forgetMs());
            case Fact.Settled it ->
                to.setKind(BudgetFactKind.SETTLED)
                        .setReservationId(it.id())
                        .setAmounts(BudgetCodec.wire(it.used()))
                        .setAgentId(it.agentId())
                        .setModel(it.model())
                        .setUntilMs(it.forgetMs());
            case Fact.Released it ->
                to.setKind(BudgetFactKind.RELEASED).setReservationId(it.id()).setUntilMs(it.forgetMs());
            case Fact.Expired it ->
                to.setKind(BudgetFactKind.EXPIRED)
                        .setReservationId(it.id())
                        .setAmounts(BudgetCodec.wire(it.charged()))
                        .setUntilMs(it.forgetMs());
            case Fact.Reached it ->
                to.setKind(BudgetFactKind.REACHED).setPath(it.path()).setPercent(it.percent());
            case Fact.Renewed it -> to.setKind(BudgetFactKind.RENEWED).setUntilMs(it.sinceMs());
            case Fact.Forgotten it -> to.setKind(BudgetFactKind.FORGOTTEN).setReservationId(it.id());
        }
        return to.build();
    }

    private static BudgetFact.Builder requester(BudgetFact.Builder to, Requester it) {
        return to.setReplyTopic(it.topic()).setReplyPartition(it.partition()).setCorrelationKey(it.key());
    }

    /** Null where only a newer version knows it. */
    static @Nullable Fact fact(BudgetFact it) {
        Requester requester = new Requester(it.getReplyTopic(), it.getReplyPartition(), it.getCorrelationKey());
        String id = it.getReservationId();
        return switch (it.getKind()) {
            case DEFINED ->
                new Fact.Defined(
                        Objects.requireNonNull(
                                BudgetDefinitions.read(it.getText()).definition(), "was read before"),
                        it.getBy());
            case REMOVED -> new Fact.Removed(it.getBy());
            case OPENED -> new Fact.Opened(it.getPath());
            case CLOSED -> new Fact.Closed(it.getPath());
            case RESERVED ->
                new Fact.Reserved(
                        id,
                        it.getPath(),
                        BudgetCodec.amounts(it.getAmounts()),
                        it.getCapability(),
                        it.getAgentId(),
                        it.getModel(),
                        it.getUntilMs(),
                        requester);
            case ASKED ->
                new Fact.Asked(
                        id,
                        it.getPath(),
                        BudgetCodec.amounts(it.getAmounts()),
                        it.getAgentId(),
                        it.getModel(),
                        it.getUntilMs(),
                        requester);
            case APPROVED -> new Fact.Approved(id, it.getPath(), BudgetCodec.amounts(it.getAmounts()), it.getBy());
            case REFUSED ->
                new Fact.Refused(id, it.getPath(), it.getLimit(), it.getText(), it.getBy(), it.getUntilMs());
            case HANDED_OFF -> new Fact.HandedOff(id, it.getPath(), it.getCapability(), it.getUntilMs());
            case SETTLED ->
                new Fact.Settled(
                        id, BudgetCodec.amounts(it.getAmounts()), it.getAgentId(), it.getModel(), it.getUntilMs());
            case RELEASED -> new Fact.Released(id, it.getUntilMs());
            case EXPIRED -> new Fact.Expired(id, BudgetCodec.amounts(it.getAmounts()), it.getUntilMs());
            case REACHED -> new Fact.Reached(it.getPath(), it.getPercent());
            case RENEWED -> new Fact.Renewed(it.getUntilMs());
            case FORGOTTEN -> new Fact.Forgotten(id);
            case UNKNOWN -> null;
        };
    }
}
