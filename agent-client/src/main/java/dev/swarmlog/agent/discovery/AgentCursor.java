package dev.swarmlog.agent.discovery;

import dev.swarmlog.schemas.Limits;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Behind which agent a page begins. It names the agent and how good it was, not a number of agents, so that whoever does
 * not change meanwhile is neither skipped nor told twice. Any instance takes the cursor of another.
 */
public final class AgentCursor {
    /** Before the first agent. */
    public static final AgentCursor START = new AgentCursor(AgentOrder.BY_ID, 0, Rank.BEFORE_ALL, "");

    private static final byte VERSION = 1;
    private static final byte RANKED = 'r';
    private static final byte BY_ID = 'i';
    private static final int HEAD_BYTES = 14;
    private static final int UTF8_BYTES_MAX = 3;
    private static final int BYTES_MAX = HEAD_BYTES + UTF8_BYTES_MAX * Limits.ID_CHARS_MAX;
    private static final int CHARS_MAX = (BYTES_MAX + 2) / 3 * 4;

    private final AgentOrder order;
    private final int query;
    private final long rank;
    private final String id;

    private AgentCursor(AgentOrder order, int query, long rank, String id) {
        this.order = order;
        this.query = query;
        this.rank = rank;
        this.id = id;
    }

    static AgentCursor behind(AgentQuery query, AgentOrder order, long rank, String id) {
        return new AgentCursor(order, fingerprint(query), rank, id);
    }

    /** The cursor that {@link #toString} wrote; empty text is the start. Throws IllegalArgumentException for any other. */
    public static AgentCursor of(String text) {
        if (text.isEmpty()) {
            return START;
        }
        if (text.length() > CHARS_MAX) {
            throw new IllegalArgumentException("cursor: " + text.length() + " characters are more than any has");
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            byte version = bytes.get();
            if (version != VERSION) {
                throw new IllegalArgumentException("it is of version " + version + ", not " + VERSION);
            }
            AgentOrder order = switch (bytes.get()) {
                case RANKED -> AgentOrder.BEST_FIRST;
                case BY_ID -> AgentOrder.BY_ID;
                default -> throw new IllegalArgumentException("it is of no order that is known");
            };
            int query = bytes.getInt();
            long rank = bytes.getLong();
            String id = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            return new AgentCursor(order, query, rank, id);
        } catch (BufferUnderflowException | CharacterCodingException e) {
            throw new IllegalArgumentException("cursor: '" + text + "' is none: it is damaged", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("cursor: '" + text + "' is none: " + e.getMessage(), e);
        }
    }

    /** Throws IllegalArgumentException when it is of another query, whose pages it would mix up with these. */
    void check(AgentQuery asked, AgentOrder inOrder) {
        if (!equals(START) && (order != inOrder || query != fingerprint(asked))) {
            throw new IllegalArgumentException("cursor: it is of another query; begin without one");
        }
    }

    long rank() {
        return rank;
    }

    String id() {
        return id;
    }

    /** The same in every process, unlike hash codes of enums; the limit may differ from page to page. */
    private static int fingerprint(AgentQuery query) {
        return String.join(
                        "\n",
                        query.capability(),
                        query.versions().toString(),
                        query.serviceType(),
                        query.region(),
                        query.zone(),
                        new TreeSet<>(query.tags()).toString(),
                        Double.toString(query.minHealth()),
                        query.states().stream().map(Enum::name).sorted().collect(Collectors.joining(",")),
                        query.near().region(),
                        query.near().zone(),
                        query.atLeast().name())
                .hashCode();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AgentCursor cursor
                && cursor.order == order
                && cursor.query == query
                && cursor.rank == rank
                && cursor.id.equals(id);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(rank) + id.hashCode();
    }

    /** As it goes over the wire; it may stand in a URL as it is. */
    @Override
    public String toString() {
        if (equals(START)) {
            return "";
        }
        byte[] name = id.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(HEAD_BYTES + name.length)
                .put(VERSION)
                .put(order == AgentOrder.BY_ID ? BY_ID : RANKED)
                .putInt(query)
                .putLong(rank)
                .put(name);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }
}
