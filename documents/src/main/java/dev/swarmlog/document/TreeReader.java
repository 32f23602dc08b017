package dev.swarmlog.document;

import dev.swarmlog.document.DocumentReader.TooMuch;
import dev.swarmlog.document.Written.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/** Makes the tree of the events of one document; mutable, used once. Recursion is as deep as the limit lets it be. */
final class TreeReader {
    private static final String JSON_TAGS = "tag:yaml.org,2002:";

    private final Scalars scalars;
    private final Iterator<Event> events;
    private final DocumentLimits limits;
    private final Problems problems;
    private final Map<String, Anchored> anchors = new HashMap<>();
    private int values;

    /** What an anchor stands for, and how many values that is; null while it is read, for it cannot hold itself. */
    private record Anchored(@Nullable Written value, int values) {}

    TreeReader(String text, Iterator<Event> events, DocumentLimits limits, Problems problems) {
        this.scalars = new Scalars(text);
        this.events = events;
        this.limits = limits;
        this.problems = problems;
    }

    @Nullable
    Written document() {
        Event event = next();
        while (event.getEventId() == Event.ID.StreamStart || event.getEventId() == Event.ID.DocumentStart) {
            event = next();
        }
        if (event.getEventId() == Event.ID.StreamEnd) {
            problems.add(Spot.BEGIN, "", "", "a document is expected, found nothing");
            return null;
        }
        Written root = value(event, 0);
        next();
        Event behind = next();
        if (behind.getEventId() != Event.ID.StreamEnd) {
            problems.add(spot(behind), "", "", "one document is expected, found another behind it");
        }
        return root;
    }

    private Written value(Event event, int depth) {
        if (event instanceof AliasEvent alias) {
            return repeated(alias);
        }
        Spot at = spot(event);
        count(at, 1);
        int before = values - 1;
        Optional<Anchor> anchor = ((NodeEvent) event).getAnchor();
        anchor.ifPresent(name -> anchors.put(name.getValue(), new Anchored(null, 0)));
        Written value = switch (event) {
            case ScalarEvent scalar -> {
                tag(at, scalar.getTag());
                yield scalars.value(at, scalar);
            }
            case MappingStartEvent mapping -> mapping(at, mapping, depth + 1);
            case CollectionStartEvent sequence -> sequence(at, sequence, depth + 1);
            default -> throw new TooMuch(at, "a value is expected, found " + event.getEventId());
        };
        anchor.ifPresent(name -> anchors.put(name.getValue(), new Anchored(value, values - before)));
        return value;
    }

    private Written repeated(AliasEvent alias) {
        Spot at = spot(alias);
        String name = alias.getAlias().getValue();
        Anchored meant = anchors.get(name);
        if (meant == null) {
            problems.add(at, "", "", "an anchor &" + name + " is expected before *" + name + ", found none");
            return new Written.Nothing(at);
        }
        Written value = meant.value();
        if (value == null) {
            throw new TooMuch(at, "*" + name + " stands within what it stands for, so it would never end");
        }
        count(at, meant.values());
        return value;
    }

    private Written.Sequence sequence(Spot at, CollectionStartEvent start, int depth) {
        enter(at, start, depth);
        List<Written> elements = new ArrayList<>();
        for (Event event = next(); event.getEventId() != Event.ID.SequenceEnd; event = next()) {
            elements.add(value(event, depth));
        }
        return new Written.Sequence(at, elements);
    }

    private Written.Mapping mapping(Spot at, MappingStartEvent start, int depth) {
        enter(at, start, depth);
        List<Entry> entries = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Event event = next(); event.getEventId() != Event.ID.MappingEnd; event = next()) {
            Spot nameAt = spot(event);
            String name = event instanceof ScalarEvent scalar ? scalar.getValue() : null;
            if (name == null) {
                problems.add(nameAt, "", "", "the name of a field is expected, found a list, fields or an alias");
                Written unnamed = value(event, depth);
                assert unnamed != null;
            }
            Written value = value(next(), depth);
            if (name != null && names.add(name)) {
                entries.add(new Entry(nameAt, name, value));
            } else if (name != null) {
                problems.add(nameAt, "", "", "the name '" + Written.Text.glimpse(name) + "' stands here twice");
            }
        }
        return new Written.Mapping(at, entries);
    }

    private void enter(Spot at, CollectionStartEvent start, int depth) {
        tag(at, start.getTag());
        if (depth > limits.nestingMax()) {
            throw new TooMuch(at, "it is nested deeper than the " + limits.nestingMax() + " levels that are allowed");
        }
    }

    private void tag(Spot at, Optional<String> tag) {
        if (tag.isPresent() && !tag.get().startsWith(JSON_TAGS + "str")) {
            problems.add(at, "", "", "no tag is expected, found !!" + tag.get().replace(JSON_TAGS, ""));
        }
    }

    private void count(Spot at, int more) {
        values += more;
        if (values > limits.valuesMax()) {
            throw new TooMuch(
                    at,
                    "at most " + limits.valuesMax()
                            + " values are allowed, each alias counted as all that it stands for");
        }
    }

    private Event next() {
        return events.next();
    }

    private static Spot spot(Event event) {
        return DocumentReader.spot(event.getStartMark());
    }
}
