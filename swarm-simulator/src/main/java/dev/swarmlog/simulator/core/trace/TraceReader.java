package dev.swarmlog.simulator.core.trace;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Reads traces of two forms, told apart by their first line: {@code TIMESTAMP,ContextTokens,GeneratedTokens}, as Azure
 * publishes requests to its language models (2023 and 2024), and {@code at_ms,bytes,work_ms}. All that is wrong is told at
 * once, up to a number.
 */
public final class TraceReader {
    private static final int PROBLEMS_MAX = 20;
    private static final int ARRIVALS_MAX = 20_000_000;
    private static final String AZURE = "timestamp,contexttokens,generatedtokens";
    private static final String PLAIN = "at_ms,bytes,work_ms";
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendLiteral(' ')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendOffsetId()
            .toFormatter(Locale.ROOT);

    private final Tokens tokens;

    public TraceReader(Tokens tokens) {
        this.tokens = tokens;
    }

    /** The messages by their times, the first at 0. Throws an {@link IllegalArgumentException} with all that is wrong. */
    public List<Arrival> read(BufferedReader text) throws IOException {
        String head = text.readLine();
        String form = head == null ? "" : head.strip().toLowerCase(Locale.ROOT).replace("\ufeff", "");
        if (!form.equals(AZURE) && !form.equals(PLAIN)) {
            throw new IllegalArgumentException("1: the first line is expected to be '" + PLAIN
                    + "' or 'TIMESTAMP,ContextTokens,GeneratedTokens', found '" + head + "'");
        }
        List<String> problems = new ArrayList<>();
        List<Arrival> found = new ArrayList<>();
        int number = 1;
        for (String line = text.readLine(); line != null; line = text.readLine()) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            try {
                found.add(arrival(form, line.split(",", -1)));
            } catch (IllegalArgumentException | DateTimeException e) {
                problems.add(number + ": " + e.getMessage());
            }
            if (problems.size() == PROBLEMS_MAX || found.size() > ARRIVALS_MAX) {
                problems.add(number + ": what follows was not read");
                break;
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join(System.lineSeparator(), problems));
        }
        return fromZero(found);
    }

    private Arrival arrival(String form, String[] fields) {
        if (fields.length != 3) {
            throw new IllegalArgumentException("3 fields are expected, found " + fields.length);
        }
        if (form.equals(AZURE)) {
            return tokens.arrival(millis(fields[0].strip()), whole(fields[1]), whole(fields[2]));
        }
        return new Arrival(number(fields[0]), whole(fields[1]), fields[2].isBlank() ? -1 : number(fields[2]));
    }

    private static double millis(String time) {
        TemporalAccessor parsed = TIME.parseBest(time, OffsetDateTime::from, LocalDateTime::from);
        ZoneOffset offset = parsed.query(TemporalQueries.offset());
        LocalDateTime local = LocalDateTime.from(parsed);
        double subMillis = local.get(ChronoField.NANO_OF_SECOND) % 1_000_000 / 1e6;
        return local.truncatedTo(ChronoUnit.MILLIS)
                        .toInstant(offset == null ? ZoneOffset.UTC : offset)
                        .toEpochMilli()
                + subMillis;
    }

    private static int whole(String field) {
        double value = number(field);
        if (value != Math.rint(value) || value > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a whole number is expected, found '" + field.strip() + "'");
        }
        return (int) value;
    }

    private static double number(String field) {
        double value;
        try {
            value = Double.parseDouble(field.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("a number is expected, found '" + field.strip() + "'", e);
        }
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("a number of 0 or more is expected, found '" + field.strip() + "'");
        }
        return value;
    }

    private static List<Arrival> fromZero(List<Arrival> found) {
        if (found.isEmpty()) {
            throw new IllegalArgumentException("2: a trace of at least one message is expected");
        }
        found.sort(Comparator.comparingDouble(Arrival::atMs));
        double first = found.getFirst().atMs();
        return found.stream()
                .map(each -> new Arrival(Math.rint((each.atMs() - first) * 1_000) / 1_000, each.bytes(), each.workMs()))
                .toList();
    }
}
