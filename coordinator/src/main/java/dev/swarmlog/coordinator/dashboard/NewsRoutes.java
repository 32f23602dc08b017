package dev.swarmlog.coordinator.dashboard;

import dev.swarmlog.coordinator.core.Recent;
import dev.swarmlog.coordinator.core.Recent.Numbered;
import dev.swarmlog.runtime.http.Call;
import dev.swarmlog.runtime.http.EventStream;
import dev.swarmlog.runtime.http.Problem;
import dev.swarmlog.runtime.http.Route;
import dev.swarmlog.runtime.http.RouteGroup;
import dev.swarmlog.runtime.http.shape.Fields;
import dev.swarmlog.runtime.http.shape.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The newest records of a topic, and those that come.
 *
 * @param path as {@code /alerts}; also what the lists are called
 * @param json one of them for programs
 */
public record NewsRoutes<T>(
        String path, String what, Fields shape, Recent<T> recent, Function<T, Map<String, Object>> json, Beat beat)
        implements RouteGroup {
    private static final int LIMIT_MAX = 1_000;
    private static final String LAST_EVENT_ID = "Last-Event-ID";

    @Override
    public String name() {
        return path.substring(1);
    }

    @Override
    public List<Route> routes() {
        Fields one = shape.with("number", Shape.whole(1, Long.MAX_VALUE), "Rises, on this instance");
        return List.of(
                Route.get(path, "Lists the newest that this instance has seen, oldest first", this::list)
                        .query("limit", Shape.whole(1, LIMIT_MAX), "100", "How many")
                        .query("after", Shape.whole(0, Long.MAX_VALUE), "0", "Only those after this number")
                        .gives(Shape.object().with(name(), Shape.list(one, LIMIT_MAX), "")),
                Route.get(path + ":changes", "Tells of new ones", this::follow)
                        .query("limit", Shape.whole(0, LIMIT_MAX), "0", "So many of the newest first")
                        .streams("news: {" + name() + ": [...]}, those that came since"));
    }

    private void list(Call call) {
        List<Numbered<T>> found = recent.after(call.whole("after"));
        call.json(Map.of(name(), told(last(found, call.whole("limit")))));
    }

    private void follow(Call call) throws InterruptedException {
        beat.follow(call, new Follower(lastTold(call), Math.toIntExact(call.whole("limit"))));
    }

    private long lastTold(Call call) {
        String id = call.http().header(LAST_EVENT_ID);
        try {
            long number = id == null ? -1 : Long.parseLong(id);
            // Of another instance, or of this one before it began anew: all that is here may be new to who asks.
            return number > recent.last() ? 0 : number;
        } catch (NumberFormatException e) {
            throw Problem.bad(LAST_EVENT_ID, "a number is expected, as an event of before had it");
        }
    }

    /** Mutable, for one thread. */
    private final class Follower implements Beat.Look {
        private long told;
        private final List<Numbered<T>> first;
        private boolean begun;

        private Follower(long after, int limit) {
            List<Numbered<T>> known = recent.after(Math.max(0, after));
            first = after >= 0 ? known : last(known, limit);
            told = known.isEmpty() ? Math.max(0, after) : known.getLast().number();
        }

        @Override
        public boolean tell(EventStream client) throws IOException {
            List<Numbered<T>> news = new ArrayList<>(begun ? List.of() : first);
            begun = true;
            news.addAll(recent.after(told));
            if (news.isEmpty()) {
                return false;
            }
            told = Math.max(told, news.getLast().number());
            client.event("news", String.valueOf(told), Map.of(name(), told(news)));
            return true;
        }
    }

    private List<Map<String, Object>> told(List<Numbered<T>> some) {
        return some.stream()
                .map(one -> {
                    Map<String, Object> shown = new LinkedHashMap<>(json.apply(one.it()));
                    shown.put("number", one.number());
                    return shown;
                })
                .toList();
    }

    private static <T> List<T> last(List<T> all, long limit) {
        return all.subList((int) Math.max(0, all.size() - limit), all.size());
    }
}
