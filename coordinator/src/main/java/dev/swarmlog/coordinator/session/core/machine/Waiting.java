package dev.swarmlog.coordinator.session.core.machine;

import dev.swarmlog.coordinator.session.core.Ask;
import dev.swarmlog.coordinator.session.core.Fact.Place;
import dev.swarmlog.coordinator.session.core.Session;
import dev.swarmlog.coordinator.session.core.Trigger.Command;
import dev.swarmlog.coordinator.session.core.part.Channel;
import dev.swarmlog.coordinator.session.core.part.Waiter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Those whose commands are not answered yet. */
final class Waiting {
    private Waiting() {}

    static int count(Session session) {
        int count = 0;
        for (List<Waiter> those : session.awaiting().values()) {
            count += those.size();
        }
        for (Channel channel : session.channels().values()) {
            count += channel.receivers().size();
        }
        for (var resource : session.resources().values()) {
            count += resource.waiting().size();
        }
        return count;
    }

    /** Whether this very command waits already. */
    static boolean has(Session session, Command command) {
        List<Waiter> those = switch (command.ask()) {
            case Ask.Await await -> session.awaiting(session.plan().phase(await.phase()));
            case Ask.Acquire acquire -> session.resource(acquire.resource()).waiting();
            case Ask.Receive receive -> {
                Channel channel = session.channels().get(receive.channel());
                yield channel == null ? List.of() : channel.receivers();
            }
            default -> List.of();
        };
        return those.stream().anyMatch(waiter -> waiter.commandId().equals(command.id()));
    }

    /** All of them, in an order that is the same wherever the session is. */
    static Map<Place, List<Waiter>> all(Session session) {
        Map<Place, List<Waiter>> all = new LinkedHashMap<>();
        session.awaiting().forEach((phase, those) -> all.put(Place.phase(phase), those));
        session.channels().forEach((name, channel) -> all.put(Place.channel(name), channel.receivers()));
        session.resources().forEach((name, resource) -> all.put(Place.resource(name), resource.waiting()));
        return all;
    }

    static long earliest(List<Waiter> those, long before) {
        long earliest = before;
        for (Waiter waiter : those) {
            earliest = Math.min(earliest, waiter.untilMs());
        }
        return earliest;
    }

    /** Those of a participant, or those whose time is over. */
    static List<Waiter> copy(List<Waiter> those, Predicate<Waiter> which) {
        List<Waiter> found = new ArrayList<>();
        for (Waiter waiter : those) {
            if (which.test(waiter)) {
                found.add(waiter);
            }
        }
        return found;
    }
}
