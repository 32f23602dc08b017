package dev.swarmlog.router;

import dev.swarmlog.router.core.MessageEvent.Assignment;
import dev.swarmlog.schemas.BranchId;
import dev.swarmlog.v1.Delivery;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Thread-safe: who was first given each message, or each branch of a gather; and of a gather somebody who has a branch. */
final class Sent {
    private final Map<String, Assignment> firsts = new ConcurrentHashMap<>();

    /** Later assignments are in the log of the router that made them. */
    void add(Delivery delivery) {
        if (delivery.getAttempt() != 1 || !delivery.getWithdrawal().isEmpty()) {
            return;
        }
        String id = delivery.getMessageId();
        Assignment first = new Assignment(1, delivery.getAgentId(), delivery.getAgentEpoch());
        firsts.putIfAbsent(id, first);
        if (BranchId.isBranch(id)) {
            firsts.putIfAbsent(BranchId.parse(id).messageId(), first);
        }
    }

    @Nullable
    Assignment first(String id) {
        return firsts.get(id);
    }

    int size() {
        return firsts.size();
    }
}
