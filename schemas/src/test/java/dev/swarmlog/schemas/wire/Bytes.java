package dev.swarmlog.schemas.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Avro's binary encoding by hand, so that a test can write what no encoder would. */
final class Bytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** A value in Confluent's wire format. */
    static Bytes value(int schemaId) {
        Bytes bytes = new Bytes();
        bytes.out.write(0);
        bytes.out.writeBytes(ByteBuffer.allocate(4).putInt(schemaId).array());
        return bytes;
    }

    Bytes number(long value) {
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
        return this;
    }

    Bytes text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        number(utf8.length);
        return raw(utf8);
    }

    Bytes raw(byte... more) {
        out.writeBytes(more);
        return this;
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
