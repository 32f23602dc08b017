package dev.swarmlog.coordinator.swarm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.swarmlog.coordinator.core.colony.Purse;
import dev.swarmlog.coordinator.core.colony.Reserve;
import dev.swarmlog.v1.BudgetAmounts;
import dev.swarmlog.v1.BudgetCommand;
import dev.swarmlog.v1.BudgetCommandKind;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.Usage;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What the swarms of one task ask of budgets, and what these answer, on the partition on which agents answer, too. */
record Tickets(String replyTopic, int partition) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Between the swarm's id, which has none, and the ticket's number; no errand's id looks like it. */
    private static final String MARK = "~ticket~";

    /** A swarm settles whatever becomes of an errand, if late. */
    private static final long LATE_MS = 600_000;

    /** A ticket of a swarm. */
    record Id(String swarmId, long number) {
        /** Null where it is none. */
        static @Nullable Id parse(String text) {
            int at = text.indexOf(MARK);
            try {
                return at < 0
                        ? null
                        : new Id(text.substring(0, at), Long.parseLong(text.substring(at + MARK.length())));
            } catch (NumberFormatException e) {
                return null;
            }
        }

        @Override
        public String toString() {
            return swarmId + MARK + number;
        }
    }

    /** @param patienceMs so long an errand may be out */
    BudgetCommand reserve(Id ticket, Reserve what, long patienceMs, long nowMs) {
        return command(BudgetCommandKind.RESERVE, ticket, what, nowMs)
                .setPath(what.budget() + "/" + ticket.swarmId())
                .setAmounts(new BudgetAmounts(what.tokens(), what.costMicros(), 1L, 0L))
                .setHoldMs(2 * patienceMs + LATE_MS)
                .setReplyTopic(replyTopic)
                .setReplyPartition(partition)
                .setCorrelationKey(ticket.swarmId())
                .build();
    }

    static BudgetCommand release(Id ticket, Reserve what, long nowMs) {
        return command(BudgetCommandKind.RELEASE, ticket, what, nowMs).build();
    }

    /** Nobody knows what it used. */
    static BudgetCommand unheard(Id ticket, Reserve what, long nowMs) {
        return command(BudgetCommandKind.SETTLE, ticket, what, nowMs)
                .setUnheard(true)
                .build();
    }

    /** As the reply says: what an agent used, nothing where none had it, and who knows what where one may still be at it. */
    static BudgetCommand settle(Id ticket, Reserve what, Reply reply, long sinceMs, long nowMs) {
        if (reply.getInDoubt()) {
            return unheard(ticket, what, nowMs);
        }
        if (reply.getAgentId().isEmpty()) {
            return release(ticket, what, nowMs);
        }
        Usage used = reply.getUsage();
        return command(BudgetCommandKind.SETTLE, ticket, what, nowMs)
                .setAmounts(new BudgetAmounts(
                        used.getTokensIn() + used.getTokensOut(),
                        used.getCostMicros(),
                        1L,
                        Math.max(0, nowMs - sinceMs)))
                .setTokensIn(used.getTokensIn())
                .setTokensOut(used.getTokensOut())
                .setAgentId(reply.getAgentId())
                .build();
    }

    private static BudgetCommand.Builder command(BudgetCommandKind kind, Id ticket, Reserve what, long nowMs) {
        int end = what.budget().indexOf('/');
        return BudgetCommand.newBuilder()
                .setKind(kind)
                .setBudget(end < 0 ? what.budget() : what.budget().substring(0, end))
                .setReservationId(ticket.toString())
                .setModel(what.model())
                .setBy("swarm " + ticket.swarmId())
                .setSentAtMs(nowMs);
    }

    /** Takes in what a budget says; while a person is asked, nothing changes. False where nobody waited for it. */
    static boolean answer(Purse purse, long number, Reply reply) {
        return switch (reply.getStatus()) {
            case COMPLETED -> purse.granted(new Purse.Ticket(number, capability(reply)));
            case PARTIAL -> true;
            default -> purse.refused(number, reply.getError().isEmpty() ? "the budget refused it" : reply.getError());
        };
    }

    private static String capability(Reply reply) {
        try {
            return JSON.readTree(StandardCharsets.UTF_8
                            .decode(reply.getResult().duplicate())
                            .toString())
                    .path("capability")
                    .asText("");
        } catch (JsonProcessingException e) {
            return "";
        }
    }
}
