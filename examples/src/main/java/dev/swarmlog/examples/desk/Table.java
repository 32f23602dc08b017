package dev.swarmlog.examples.desk;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A table of comma-separated values: lines that begin with # are notes, the first other one names the columns. */
public final class Table {
    private final List<Map<String, String>> rows = new ArrayList<>();
    private final String sha256;

    private Table(String text) {
        List<String> names = List.of();
        for (String line : text.split("\n", -1)) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            List<String> cells = cells(line);
            if (names.isEmpty()) {
                names = cells;
            } else if (cells.size() != names.size()) {
                throw new IllegalArgumentException(names.size() + " cells are expected, found: " + line);
            } else {
                rows.add(row(names, cells));
            }
        }
        sha256 = Json.sha256(text);
    }

    public static Table of(String text) {
        return new Table(text);
    }

    /** The text of a file of {@code examples/sagas}. */
    public static String text(String resource) {
        try (InputStream in = Table.class.getClassLoader().getResourceAsStream("sagas/" + resource)) {
            if (in == null) {
                throw new IllegalArgumentException("there is no " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<Map<String, String>> rows() {
        return rows;
    }

    /** Of the whole file, its notes among it. */
    public String sha256() {
        return sha256;
    }

    private static Map<String, String> row(List<String> names, List<String> cells) {
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            row.put(names.get(i), cells.get(i));
        }
        return row;
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char each = line.charAt(i);
            if (each == '"') {
                quoted = !quoted;
            } else if (each == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(each);
            }
        }
        cells.add(cell.toString());
        return cells;
    }
}
