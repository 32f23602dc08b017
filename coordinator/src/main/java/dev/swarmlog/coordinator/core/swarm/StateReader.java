package dev.swarmlog.coordinator.core.swarm;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Mutable: reads what a {@link StateWriter} wrote; what is cut short or claims more than is there throws. */
public final class StateReader {
    private final ByteBuffer buffer;

    public StateReader(ByteBuffer buffer) {
        this.buffer = buffer;
    }

    public int whole() {
        return buffer.getInt();
    }

    public long large() {
        return buffer.getLong();
    }

    public double number() {
        return buffer.getDouble();
    }

    public boolean truth() {
        return buffer.get() != 0;
    }

    public String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    public byte[] bytes() {
        byte[] values = new byte[count(1)];
        buffer.get(values);
        return values;
    }

    public double[] numbers() {
        double[] values = new double[count(Double.BYTES)];
        buffer.asDoubleBuffer().get(values);
        skip(values.length * Double.BYTES);
        return values;
    }

    public float[] floats() {
        float[] values = new float[count(Float.BYTES)];
        buffer.asFloatBuffer().get(values);
        skip(values.length * Float.BYTES);
        return values;
    }

    public int[] wholes() {
        int[] values = new int[count(Integer.BYTES)];
        buffer.asIntBuffer().get(values);
        skip(values.length * Integer.BYTES);
        return values;
    }

    public boolean atEnd() {
        return !buffer.hasRemaining();
    }

    private int count(int size) {
        int count = buffer.getInt();
        if (count < 0 || (long) count * size > buffer.remaining()) {
            throw new BufferUnderflowException();
        }
        return count;
    }

    private void skip(int count) {
        buffer.position(buffer.position() + count);
    }
}
