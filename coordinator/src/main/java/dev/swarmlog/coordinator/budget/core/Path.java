package dev.swarmlog.coordinator.budget.core;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The names of who spends, from the outside in, with a slash between. */
public final class Path {
    public static final int LEVELS_MAX = 8;
    public static final int NAME_CHARS_MAX = 200;

    private Path() {}

    /** What is wrong with it; null for nothing. */
    public static @Nullable String flaw(String path) {
        List<String> names = names(path);
        if (names.size() > LEVELS_MAX) {
            return "a path has at most " + LEVELS_MAX + " names, this one has " + names.size();
        }
        for (String name : names) {
            if (name.isEmpty() || name.equals(Limit.ANY) || name.length() > NAME_CHARS_MAX) {
                return "a path is of names of 1 to " + NAME_CHARS_MAX
                        + " characters with '/' between, none of them '*'";
            }
        }
        return null;
    }

    public static List<String> names(String path) {
        List<String> names = new ArrayList<>(4);
        int from = 0;
        for (int to = path.indexOf('/'); to >= 0; to = path.indexOf('/', from)) {
            names.add(path.substring(from, to));
            from = to + 1;
        }
        names.add(path.substring(from));
        return names;
    }

    /** The path's first name, then its first two, and so on to the whole. */
    static List<String> all(String path) {
        List<String> all = above(path);
        all.add(path);
        return all;
    }

    /** The same without the whole. */
    static List<String> above(String path) {
        List<String> above = new ArrayList<>(4);
        for (int to = path.indexOf('/'); to >= 0; to = path.indexOf('/', to + 1)) {
            above.add(path.substring(0, to));
        }
        return above;
    }

    /** The bit that stands for a path among all that one below it has. */
    static int level(String path) {
        return 1 << (int) path.chars().filter(each -> each == '/').count();
    }

    /** Those of all paths whose bit is set. */
    static List<String> accounts(String path, int levels) {
        List<String> all = all(path);
        List<String> some = new ArrayList<>(all.size());
        for (int i = 0; i < all.size(); i++) {
            if ((levels & 1 << i) != 0) {
                some.add(all.get(i));
            }
        }
        return some;
    }
}
