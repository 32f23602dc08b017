package dev.swarmlog.coordinator.session.store;

import dev.swarmlog.coordinator.session.core.Session;
import dev.swarmlog.coordinator.session.core.part.Answers;
import dev.swarmlog.coordinator.session.core.part.Channel;
import dev.swarmlog.coordinator.session.core.part.Members;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A session put together of its parts; all of them were written in one transaction, so none is missing. */
final class Assembly {
    private Assembly() {}

    static Held of(String id, Map<String, Part> parts) {
        Part.Headed head = part(id, parts, "head", Part.Headed.class);
        SortedMap<String, Channel> channels = new TreeMap<>();
        List<Answers.Page> pages = new ArrayList<>();
        parts.forEach((name, part) -> {
            if (part instanceof Part.Channel(Channel channel)) {
                channels.put(name.substring(name.indexOf('/') + 1), channel);
            } else if (part instanceof Part.Answered(Answers.Page page)) {
                pages.add(page);
            }
        });
        pages.sort(Comparator.comparingLong(Answers.Page::number));
        Session session = new Session(
                new Session.Head(
                        id,
                        part(id, parts, "plan", Part.Planned.class).plan(),
                        head.createdMs(),
                        head.startedMs(),
                        head.endedMs(),
                        head.ending(),
                        head.cause()),
                Members.of(part(id, parts, "members", Part.Peopled.class).members()),
                part(id, parts, "stages", Part.Staged.class).stages(),
                part(id, parts, "awaiting", Part.Awaited.class).awaiting(),
                part(id, parts, "board", Part.Board.class).board(),
                channels,
                part(id, parts, "resources", Part.Resources.class).resources(),
                new Answers(pages));
        return new Held(session, head.version(), head.changedMs());
    }

    private static <T extends Part> T part(String id, Map<String, Part> parts, String name, Class<T> type) {
        Part part = parts.get(name);
        if (part == null) {
            throw new IllegalStateException("session " + id + ": the part '" + name + "' is not in the store");
        }
        return type.cast(part);
    }
}
