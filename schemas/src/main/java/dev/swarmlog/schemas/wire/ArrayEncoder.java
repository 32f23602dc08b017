package dev.swarmlog.schemas.wire;

import dev.swarmlog.schemas.Limits;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.io.BinaryEncoder;

/**
 * Mutable and for one thread: Avro's binary encoding into an array that is kept from record to record, so that writing
 * one allocates nothing but the bytes that it returns.
 */
final class ArrayEncoder extends BinaryEncoder {
    static final VarHandle FLOAT = MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle DOUBLE = MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int START_BYTES = 1_024;
    /** A buffer that a large record made larger than this is not kept. */
    private static final int KEPT_BYTES_MAX = 65_536;

    private static final int VARINT_BYTES_MAX = 10;

    private byte[] bytes = new byte[START_BYTES];
    private int size;

    /** Begins a value of Confluent's wire format. */
    void start(int schemaId) {
        if (bytes.length > KEPT_BYTES_MAX) {
            bytes = new byte[START_BYTES];
        }
        bytes[0] = AvroSerializer.MAGIC;
        bytes[1] = (byte) (schemaId >>> 24);
        bytes[2] = (byte) (schemaId >>> 16);
        bytes[3] = (byte) (schemaId >>> 8);
        bytes[4] = (byte) schemaId;
        size = AvroSerializer.HEADER_BYTES;
    }

    byte[] finished() {
        return Arrays.copyOf(bytes, size);
    }

    @Override
    public void writeBoolean(boolean value) {
        room(1);
        bytes[size++] = (byte) (value ? 1 : 0);
    }

    @Override
    public void writeInt(int value) {
        room(VARINT_BYTES_MAX);
        varint(((value << 1) ^ (value >> 31)) & 0xffff_ffffL);
    }

    @Override
    public void writeLong(long value) {
        room(VARINT_BYTES_MAX);
        varint((value << 1) ^ (value >> 63));
    }

    private void varint(long zigzag) {
        long rest = zigzag;
        while ((rest & ~0x7fL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    @Override
    public void writeFloat(float value) {
        room(Float.BYTES);
        FLOAT.set(bytes, size, value);
        size += Float.BYTES;
    }

    @Override
    public void writeDouble(double value) {
        room(Double.BYTES);
        DOUBLE.set(bytes, size, value);
        size += Double.BYTES;
    }

    /** Ids and names are ASCII nearly always: written in place, and only what turns out not to be is encoded apart. */
    @Override
    public void writeString(String text) {
        int length = text.length();
        room(VARINT_BYTES_MAX + length);
        int start = size;
        varint((long) length << 1);
        byte[] to = bytes;
        int at = size;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                size = start;
                byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                writeInt(utf8.length);
                writeFixed(utf8, 0, utf8.length);
                return;
            }
            to[at++] = (byte) c;
        }
        size = at;
    }

    @Override
    public void writeFixed(byte[] from, int start, int length) {
        room(length);
        System.arraycopy(from, start, bytes, size, length);
        size += length;
    }

    @Override
    protected void writeZero() {
        room(1);
        bytes[size++] = 0;
    }

    @Override
    public int bytesBuffered() {
        return 0;
    }

    @Override
    public void flush() {}

    private void room(int more) {
        if (bytes.length - size < more) {
            if ((long) size + more > Limits.VALUE_BYTES_MAX + VARINT_BYTES_MAX) {
                throw new AvroRuntimeException("it is larger than " + Limits.VALUE_BYTES_MAX + " bytes");
            }
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
