package dev.swarmlog.coordinator.session.core.part;

import java.util.ArrayList;
import java.util.List;

/**
 * Somebody whose command is not answered yet.
 *
 * @param untilMs then the answer is that there was nothing
 * @param holdMs how long what is waited for is to be had
 * @param count how much of it
 */
public record Waiter(String commandId, String participant, Address address, long untilMs, long holdMs, int count) {

    /** These and one more behind them. */
    public static <T> List<T> plus(List<T> those, T one) {
        List<T> more = new ArrayList<>(those.size() + 1);
        more.addAll(those);
        more.add(one);
        return more;
    }

    public static List<Waiter> without(List<Waiter> those, String commandId) {
        List<Waiter> fewer = new ArrayList<>(those);
        fewer.removeIf(waiter -> waiter.commandId.equals(commandId));
        return fewer;
    }
}
