package dev.swarmlog.coordinator.budget.core;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/** For how long limits hold, until they hold anew; by the calendar of UTC. */
public enum Period {
    NONE,
    HOUR,
    DAY,
    MONTH;

    /** When that one began in which the moment lies. */
    long startOf(long atMs) {
        return this == NONE ? 0 : start(atMs).toInstant().toEpochMilli();
    }

    /** When the one ends that began then; {@link Long#MAX_VALUE} for never. */
    long endOf(long startMs) {
        ZonedDateTime start = start(startMs);
        return switch (this) {
            case NONE -> Long.MAX_VALUE;
            case HOUR -> start.plusHours(1).toInstant().toEpochMilli();
            case DAY -> start.plusDays(1).toInstant().toEpochMilli();
            case MONTH -> start.plusMonths(1).toInstant().toEpochMilli();
        };
    }

    private ZonedDateTime start(long atMs) {
        ZonedDateTime at = Instant.ofEpochMilli(atMs).atZone(ZoneOffset.UTC);
        return switch (this) {
            case NONE -> at;
            case HOUR -> at.truncatedTo(ChronoUnit.HOURS);
            case DAY -> at.truncatedTo(ChronoUnit.DAYS);
            case MONTH -> at.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1);
        };
    }
}
