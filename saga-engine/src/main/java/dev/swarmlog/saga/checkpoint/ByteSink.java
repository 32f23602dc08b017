package dev.swarmlog.saga.checkpoint;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Mutable and hot, for one thread: bytes that grow. Numbers are as long as they need to be. */
final class ByteSink {
    private static final int USUAL = 1_024;

    private byte[] bytes = new byte[USUAL];
    private int size;

    void flag(boolean value) {
        tag(value ? 1 : 0);
    }

    void tag(int value) {
        room(1);
        bytes[size++] = (byte) value;
    }

    /** Any number; small ones of either sign are short. */
    void number(long value) {
        room(10);
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7fL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    void text(String value) {
        raw(value.getBytes(StandardCharsets.UTF_8));
    }

    void raw(byte[] value) {
        number(value.length);
        room(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
    }

    void skip(int count) {
        room(count);
        size += count;
    }

    byte[] finished() {
        return Arrays.copyOf(bytes, size);
    }

    private void room(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
        }
    }
}
