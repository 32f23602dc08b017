package dev.swarmlog.coordinator.core.swarm;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Mutable: what a state is written to. {@link StateReader} reads the same things in the same order. */
public final class StateWriter {
    private static final int FIRST_BYTES = 512;

    private byte[] bytes = new byte[FIRST_BYTES];
    private ByteBuffer buffer = ByteBuffer.wrap(bytes);

    public StateWriter whole(int value) {
        room(Integer.BYTES).putInt(value);
        return this;
    }

    public StateWriter large(long value) {
        room(Long.BYTES).putLong(value);
        return this;
    }

    public StateWriter number(double value) {
        room(Double.BYTES).putDouble(value);
        return this;
    }

    public StateWriter truth(boolean value) {
        room(1).put((byte) (value ? 1 : 0));
        return this;
    }

    public StateWriter text(String value) {
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    public StateWriter bytes(byte[] values) {
        whole(values.length);
        room(values.length).put(values);
        return this;
    }

    public StateWriter numbers(double[] values) {
        whole(values.length);
        room(values.length * Double.BYTES).asDoubleBuffer().put(values);
        return skipped(values.length * Double.BYTES);
    }

    public StateWriter floats(float[] values) {
        whole(values.length);
        room(values.length * Float.BYTES).asFloatBuffer().put(values);
        return skipped(values.length * Float.BYTES);
    }

    public StateWriter wholes(int[] values) {
        whole(values.length);
        room(values.length * Integer.BYTES).asIntBuffer().put(values);
        return skipped(values.length * Integer.BYTES);
    }

    public byte[] written() {
        return Arrays.copyOf(bytes, buffer.position());
    }

    private StateWriter skipped(int count) {
        buffer.position(buffer.position() + count);
        return this;
    }

    private ByteBuffer room(int more) {
        if (buffer.remaining() < more) {
            int at = buffer.position();
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, at + more));
            buffer = ByteBuffer.wrap(bytes).position(at);
        }
        return buffer;
    }
}
