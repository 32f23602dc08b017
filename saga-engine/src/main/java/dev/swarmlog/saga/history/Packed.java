package dev.swarmlog.saga.history;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A whole history within one command. It repeats itself a lot, so that one of some megabytes fits into a record: as a
 * single entry that is gzip of each record's length (4 bytes) and bytes. An event begins with 00 and gzip with 1f, so
 * both ways are told apart.
 */
public final class Packed {
    private static final int UNPACKED_BYTES_MAX = 32 << 20;
    private static final int RECORD_BYTES_MAX = 4 << 20;
    private static final int GZIP = 0x1f;

    private Packed() {}

    public static List<ByteBuffer> pack(List<byte[]> records) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(bytes))) {
            for (byte[] record : records) {
                out.writeInt(record.length);
                out.write(record);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return List.of(ByteBuffer.wrap(bytes.toByteArray()));
    }

    /** The records again; throws an {@link IllegalArgumentException} where they are not what was packed, or too much. */
    public static List<ByteBuffer> unpack(List<ByteBuffer> entries) {
        if (entries.size() != 1 || !isPacked(entries.get(0))) {
            return entries;
        }
        byte[] bytes = new byte[entries.get(0).remaining()];
        entries.get(0).duplicate().get(bytes);
        try (DataInputStream in = new DataInputStream(new GZIPInputStream(new ByteArrayInputStream(bytes)))) {
            List<ByteBuffer> records = new ArrayList<>();
            long left = UNPACKED_BYTES_MAX;
            for (int first = in.read(); first >= 0; first = in.read()) {
                int length = first << 24 | in.readUnsignedByte() << 16 | in.readUnsignedShort();
                left -= length + 64L;
                if (length < 0 || length > RECORD_BYTES_MAX || left < 0) {
                    throw new IllegalArgumentException(
                            "at most " + UNPACKED_BYTES_MAX + " bytes are expected, found more");
                }
                byte[] record = new byte[length];
                in.readFully(record);
                records.add(ByteBuffer.wrap(record));
            }
            return records;
        } catch (IOException e) {
            throw new IllegalArgumentException("they are not what was packed: " + e.getMessage(), e);
        }
    }

    private static boolean isPacked(ByteBuffer entry) {
        return entry.hasRemaining() && entry.get(entry.position()) == GZIP;
    }
}
