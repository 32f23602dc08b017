package dev.swarmlog.deploy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** A place in a YAML document that knows its path, so that what is missing is named. */
record Node(String path, @Nullable Object value) {
    Node at(String key) {
        return new Node(path + "." + key, value instanceof Map<?, ?> map ? map.get(key) : null);
    }

    boolean exists() {
        return value != null;
    }

    String text() {
        return String.valueOf(required());
    }

    List<Node> items() {
        return value instanceof List<?> list
                ? list.stream().map(item -> new Node(path + "[]", item)).toList()
                : List.of();
    }

    List<String> texts() {
        return items().stream().map(Node::text).toList();
    }

    /** The entries of a mapping in their order; empty where there is none. */
    Map<String, Node> entries() {
        Map<String, Node> entries = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.keySet().forEach(key -> entries.put(String.valueOf(key), at(String.valueOf(key))));
        }
        return entries;
    }

    private Object required() {
        if (value == null) {
            throw new NoSuchElementException("nothing at " + path);
        }
        return value;
    }
}
