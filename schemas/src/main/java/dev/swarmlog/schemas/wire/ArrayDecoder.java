package dev.swarmlog.schemas.wire;

import dev.swarmlog.schemas.Limits;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Mutable and for one thread: reads Avro's binary encoding from an array, and trusts no length in it. A string or bytes
 * are allocated only after it is known that they are there; all collections of one record together hold at most
 * {@link Limits#COLLECTION_ITEMS_MAX} items, even those whose items take no bytes.
 *
 * <p>Avro's own decoder has limits too, but only as system properties for the whole process, which a library must not
 * set for its users.
 */
final class ArrayDecoder extends Decoder {
    private final Words words = new Words();
    private byte[] bytes = new byte[0];
    private int at;
    private int itemsLeft;

    void start(byte[] from, int offset) {
        bytes = from;
        at = offset;
        itemsLeft = Limits.COLLECTION_ITEMS_MAX;
        words.start();
    }

    @Override
    public int remainingBytes() {
        return bytes.length - at;
    }

    @Override
    public void readNull() {}

    @Override
    public boolean readBoolean() throws IOException {
        return bytes[take(1)] == 1;
    }

    @Override
    public int readInt() throws IOException {
        long value = readLong();
        if (value != (int) value) {
            throw new IOException(value + " is no int");
        }
        return (int) value;
    }

    @Override
    public long readLong() throws IOException {
        if (at < bytes.length && bytes[at] >= 0) {
            long small = bytes[at++];
            return (small >>> 1) ^ -(small & 1);
        }
        long zigzag = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte b = bytes[take(1)];
            zigzag |= (b & 0x7fL) << shift;
            if (b >= 0) {
                return (zigzag >>> 1) ^ -(zigzag & 1);
            }
        }
        throw new IOException("a number of more than ten bytes");
    }

    @Override
    public float readFloat() throws IOException {
        return (float) ArrayEncoder.FLOAT.get(bytes, take(Float.BYTES));
    }

    @Override
    public double readDouble() throws IOException {
        return (double) ArrayEncoder.DOUBLE.get(bytes, take(Double.BYTES));
    }

    @Override
    public String readString() throws IOException {
        int length = length();
        return words.read(bytes, take(length), length);
    }

    @Override
    public Utf8 readString(@Nullable Utf8 old) throws IOException {
        return new Utf8(readString());
    }

    @Override
    public void skipString() throws IOException {
        take(length());
    }

    /** Always a copy: whoever takes the buffer's array must find nothing else in it. */
    @Override
    public ByteBuffer readBytes(@Nullable ByteBuffer old) throws IOException {
        int length = length();
        int from = take(length);
        byte[] copy = new byte[length];
        System.arraycopy(bytes, from, copy, 0, length);
        return ByteBuffer.wrap(copy);
    }

    @Override
    public void skipBytes() throws IOException {
        take(length());
    }

    @Override
    public void readFixed(byte[] to, int start, int length) throws IOException {
        System.arraycopy(bytes, take(length), to, start, length);
    }

    @Override
    public void skipFixed(int length) throws IOException {
        take(length);
    }

    @Override
    public int readEnum() throws IOException {
        return readInt();
    }

    @Override
    public int readIndex() throws IOException {
        return readInt();
    }

    @Override
    public long readArrayStart() throws IOException {
        return items();
    }

    @Override
    public long arrayNext() throws IOException {
        return items();
    }

    @Override
    public long skipArray() throws IOException {
        return skipBlocks();
    }

    @Override
    public long readMapStart() throws IOException {
        return items();
    }

    @Override
    public long mapNext() throws IOException {
        return items();
    }

    @Override
    public long skipMap() throws IOException {
        return skipBlocks();
    }

    /** How many items the next block has; a writer may put the block's size in bytes before them, as a negative count. */
    private long items() throws IOException {
        long count = readLong();
        if (count < 0) {
            count = -count;
            readLong();
        }
        return allowed(count);
    }

    private long skipBlocks() throws IOException {
        long count = readLong();
        while (count < 0) {
            take(length());
            count = readLong();
        }
        return allowed(count);
    }

    private long allowed(long count) throws IOException {
        // Negative still: the one number that has no opposite.
        if (count < 0 || count > itemsLeft) {
            throw new IOException("more than " + Limits.COLLECTION_ITEMS_MAX + " items");
        }
        itemsLeft -= (int) count;
        return count;
    }

    private int length() throws IOException {
        long length = readLong();
        if (length < 0 || length > remainingBytes()) {
            throw new EOFException("a length of " + length + " where " + remainingBytes() + " bytes are left");
        }
        return (int) length;
    }

    private int take(int count) throws IOException {
        int from = at;
        if (count > bytes.length - from) {
            throw new EOFException("the value ends too early");
        }
        at = from + count;
        return from;
    }
}
