package dev.swarmlog.saga.checkpoint;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Mutable and hot, for one thread: what a {@link ByteSink} wrote. Beyond the end it throws what arrays throw. */
final class ByteSource {
    private final byte[] bytes;
    private int at;

    ByteSource(byte[] bytes, int from) {
        this.bytes = bytes;
        this.at = from;
    }

    boolean flag() {
        return tag() != 0;
    }

    int tag() {
        return bytes[at++];
    }

    long number() {
        long value = 0;
        int shift = 0;
        byte next;
        do {
            next = bytes[at++];
            value |= (next & 0x7fL) << shift;
            shift += 7;
        } while (next < 0);
        return (value >>> 1) ^ -(value & 1);
    }

    int count() {
        return Math.toIntExact(number());
    }

    String text() {
        int length = count();
        String text = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return text;
    }

    byte[] raw() {
        int length = count();
        byte[] copy = Arrays.copyOfRange(bytes, at, at + length);
        at += length;
        return copy;
    }

    boolean isAtEnd() {
        return at == bytes.length;
    }
}
