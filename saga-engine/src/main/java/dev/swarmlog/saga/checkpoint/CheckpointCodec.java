package dev.swarmlog.saga.checkpoint;

import dev.swarmlog.saga.core.fact.Requester;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/** Checkpoints as bytes. Pure. */
public final class CheckpointCodec {
    /** The format that is written. */
    static final int FORMAT = 1;

    private static final int DUE_AT = 1;
    private static final int CHANGED_AT = 9;
    private static final int STANDING_AT = 17;
    private static final byte GOES_ON = 0;
    private static final byte OVER = 1;
    private static final byte NEEDS_ATTENTION = 2;
    private static final int HASH_AT = 18;
    private static final int HASH_BYTES = 32;
    private static final int BODY_AT = HASH_AT + HASH_BYTES;
    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(CheckpointCodec::sha256);

    private CheckpointCodec() {}

    public static byte[] write(Checkpoint checkpoint) {
        ByteSink out = new ByteSink();
        out.skip(BODY_AT);
        SagaForm.write(out, checkpoint.saga());
        out.raw(checkpoint.hash());
        out.text(checkpoint.trace());
        out.number(checkpoint.others().size());
        for (Requester other : checkpoint.others()) {
            FactForm.requester(out, other);
        }
        out.number(checkpoint.forgetMs());
        byte[] bytes = out.finished();
        bytes[0] = FORMAT;
        ByteBuffer.wrap(bytes).putLong(DUE_AT, checkpoint.nextDueMs()).putLong(CHANGED_AT, checkpoint.changedMs());
        bytes[STANDING_AT] = checkpoint.over() ? OVER : checkpoint.needsAttention() ? NEEDS_ATTENTION : GOES_ON;
        System.arraycopy(digest(bytes), 0, bytes, HASH_AT, HASH_BYTES);
        return bytes;
    }

    /** The saga again; or why not, where the bytes are not what was written, or of a format from the future. */
    public static Checkpoint read(String sagaId, byte[] bytes) throws DamagedCheckpoint {
        if (bytes.length < BODY_AT) {
            throw new DamagedCheckpoint("the checkpoint is cut off at " + bytes.length + " bytes");
        }
        if (!MessageDigest.isEqual(digest(bytes), hashIn(bytes))) {
            throw new DamagedCheckpoint("the checkpoint was altered: its bytes do not have the hash that it bears");
        }
        if (bytes[0] != FORMAT) {
            throw new DamagedCheckpoint(
                    "the checkpoint is of format " + bytes[0] + ", and this saga-engine reads 1 to " + FORMAT);
        }
        Checkpoint read;
        try {
            read = body(new ByteSource(bytes, BODY_AT), changedMs(bytes));
        } catch (RuntimeException e) { // its hash is right, so a fault of ours: that of one saga
            throw new DamagedCheckpoint("the checkpoint makes no sense: " + e);
        }
        if (!read.saga().id().equals(sagaId)) {
            throw new DamagedCheckpoint(
                    "the checkpoint is that of saga '" + read.saga().id() + "'");
        }
        return read;
    }

    /** When the saga must be looked at, from bytes that nobody verified yet; 0 means never. */
    public static long nextDueMs(byte[] bytes) {
        return bytes.length < BODY_AT ? 0 : ByteBuffer.wrap(bytes).getLong(DUE_AT);
    }

    /** When it last changed, from bytes that nobody verified yet. */
    public static long changedMs(byte[] bytes) {
        return bytes.length < BODY_AT ? 0 : ByteBuffer.wrap(bytes).getLong(CHANGED_AT);
    }

    /** Whether it ended, from bytes that nobody verified yet. */
    public static boolean isOver(byte[] bytes) {
        return bytes.length >= BODY_AT && bytes[STANDING_AT] == OVER;
    }

    /** Whether it waits for a person, from bytes that nobody verified yet. */
    public static boolean needsAttention(byte[] bytes) {
        return bytes.length >= BODY_AT && bytes[STANDING_AT] == NEEDS_ATTENTION;
    }

    private static Checkpoint body(ByteSource in, long changedMs) {
        var saga = SagaForm.read(in);
        byte[] hash = in.raw();
        String trace = in.text();
        int count = in.count();
        List<Requester> others = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            others.add(FactForm.requester(in));
        }
        Checkpoint read = new Checkpoint(saga, hash, trace, others, changedMs, in.number());
        if (!in.isAtEnd()) {
            throw new IllegalStateException("more bytes than a saga has");
        }
        return read;
    }

    private static byte[] hashIn(byte[] bytes) {
        byte[] hash = new byte[HASH_BYTES];
        System.arraycopy(bytes, HASH_AT, hash, 0, HASH_BYTES);
        return hash;
    }

    private static byte[] digest(byte[] bytes) {
        MessageDigest digest = SHA_256.get();
        digest.update(bytes, 0, HASH_AT);
        digest.update(bytes, BODY_AT, bytes.length - BODY_AT);
        return digest.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
