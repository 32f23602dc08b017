package dev.swarmlog.saga.core.state;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A list that never changes, in which a place can be set at the price of copying a small part: sagas of thousands of
 * steps change one step at a time. Every place that was never set is null.
 */
public final class Row<T> {
    private static final int BITS = 5;
    private static final int WIDTH = 1 << BITS;
    private static final Row<?> EMPTY = new Row<>(new Object[0][], 0);

    private final @Nullable Object[][] parts;
    private final int size;

    private Row(@Nullable Object[][] parts, int size) {
        this.parts = parts;
        this.size = size;
    }

    @SuppressWarnings("unchecked")
    public static <T> Row<T> empty() {
        return (Row<T>) EMPTY;
    }

    /** One more than the last place that was ever set. */
    public int size() {
        return size;
    }

    @SuppressWarnings("unchecked")
    public @Nullable T at(int index) {
        if (index >= size) {
            return null;
        }
        @Nullable Object[] part = parts[index >> BITS];
        int place = index & (WIDTH - 1);
        return place < part.length ? (T) part[place] : null;
    }

    public Row<T> with(int index, T value) {
        int partAt = index >> BITS;
        int place = index & (WIDTH - 1);
        @Nullable Object[][] copy = Arrays.copyOf(parts, Math.max(parts.length, partAt + 1));
        for (int i = parts.length; i < partAt; i++) {
            copy[i] = new Object[0];
        }
        @Nullable Object[] part = partAt < parts.length ? parts[partAt] : new Object[0];
        @Nullable Object[] newPart = Arrays.copyOf(part, Math.max(part.length, place + 1));
        newPart[place] = value;
        copy[partAt] = newPart;
        return new Row<>(copy, Math.max(size, index + 1));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof Row<?> row) || row.size != size) {
            return false;
        }
        for (int i = 0; i < size; i++) {
            Object mine = at(i);
            if (mine == null ? row.at(i) != null : !mine.equals(row.at(i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = 0; i < size; i++) {
            Object mine = at(i);
            hash = 31 * hash + (mine == null ? 0 : mine.hashCode());
        }
        return hash;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < size; i++) {
            text.append(i == 0 ? "" : ", ").append(at(i));
        }
        return text.append(']').toString();
    }
}
