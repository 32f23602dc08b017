package dev.swarmlog.cli;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A moment as people type it: how long ago, like {@code 2h}, or {@code 2026-11-21T08:00:00Z}. */
final class SinceText implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException notAnInstant) {
            try {
                return Instant.now().minus(new DurationText().convert(text));
            } catch (TypeConversionException e) {
                throw new TypeConversionException(
                        "how long ago, like 10m or 2h, or a time like 2026-11-21T08:00:00Z is expected, not '" + text
                                + "'");
            }
        }
    }
}
