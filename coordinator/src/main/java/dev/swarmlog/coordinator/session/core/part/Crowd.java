package dev.swarmlog.coordinator.session.core.part;

import java.util.Arrays;

/** Participants by their numbers. Immutable; a thousand of them take 125 bytes. */
public final class Crowd {
    public static final Crowd NOBODY = new Crowd(new long[0]);

    private final long[] words;

    private Crowd(long[] words) {
        this.words = words;
    }

    /** As {@link #words} gave them. */
    public static Crowd of(long[] words) {
        int length = words.length;
        while (length > 0 && words[length - 1] == 0) {
            length--;
        }
        return new Crowd(Arrays.copyOf(words, length));
    }

    public Crowd with(int number) {
        long[] more = Arrays.copyOf(words, Math.max(words.length, (number >> 6) + 1));
        more[number >> 6] |= 1L << number;
        return new Crowd(more);
    }

    public Crowd without(int number) {
        if (!contains(number)) {
            return this;
        }
        long[] fewer = words.clone();
        fewer[number >> 6] &= ~(1L << number);
        return of(fewer);
    }

    public boolean contains(int number) {
        return (number >> 6) < words.length && (words[number >> 6] & (1L << number)) != 0;
    }

    public boolean containsAll(Crowd others) {
        for (int i = 0; i < others.words.length; i++) {
            long mine = i < words.length ? words[i] : 0;
            if ((others.words[i] & ~mine) != 0) {
                return false;
            }
        }
        return true;
    }

    public int size() {
        int size = 0;
        for (long word : words) {
            size += Long.bitCount(word);
        }
        return size;
    }

    public boolean isEmpty() {
        return words.length == 0;
    }

    /** Sixty-four of them in each. */
    public long[] words() {
        return words.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Crowd crowd && Arrays.equals(words, crowd.words);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(words);
    }

    @Override
    public String toString() {
        return size() + " participants";
    }
}
