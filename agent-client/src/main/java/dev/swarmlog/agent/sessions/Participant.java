package dev.swarmlog.agent.sessions;

import dev.swarmlog.v1.SessionCommand;
import dev.swarmlog.v1.SessionCommandKind;
import dev.swarmlog.v1.SessionEntry;
import dev.swarmlog.v1.SessionLetter;
import dev.swarmlog.v1.SessionRefusal;
import dev.swarmlog.v1.SessionReply;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Somebody who takes part in a session. All calls wait for the coordinator's answer, and throw a {@link SessionRefused}
 * where it is no. Thread-safe.
 */
public final class Participant {
    /** A version that any key has. */
    public static final long ANY = -1;

    private static final long WAIT_ONCE_MS = 30_000;

    private final SessionClient client;
    private final String sessionId;
    private final String id;

    Participant(SessionClient client, String sessionId, String id) {
        this.client = client;
        this.sessionId = sessionId;
        this.id = id;
    }

    public String id() {
        return id;
    }

    public String sessionId() {
        return sessionId;
    }

    /** A command in its name, for {@link SessionClient#ask}. */
    public SessionCommand.Builder command(SessionCommandKind kind, String name) {
        return client.command(kind, sessionId).setParticipant(id).setName(name);
    }

    private SessionReply settled(SessionCommand.Builder command) {
        return SessionClient.settled(client.ask(command));
    }

    /** Says that it is done with a phase; at the last ones, with the session. */
    public void arrive(String phase) {
        settled(command(SessionCommandKind.ARRIVE, phase));
    }

    /** Waits until a phase is open; false where it was not in time. */
    public boolean awaitPhase(String phase, Duration atMost) {
        long giveUpAt = System.nanoTime() + atMost.toNanos();
        long leftMs = atMost.toMillis();
        while (true) {
            SessionReply reply = SessionClient.answered(client.ask(
                    command(SessionCommandKind.AWAIT, phase).setWaitMs(Math.max(0, Math.min(leftMs, WAIT_ONCE_MS)))));
            leftMs = (giveUpAt - System.nanoTime()) / 1_000_000;
            if (reply.getRefusal() == SessionRefusal.NONE) {
                return true;
            }
            if (reply.getRefusal() != SessionRefusal.LAPSED) {
                throw new SessionRefused(reply);
            }
            if (leftMs <= 0) {
                return false;
            }
        }
    }

    public Optional<SessionEntry> get(String key) {
        return settled(command(SessionCommandKind.GET, key)).getEntries().stream()
                .findFirst();
    }

    /** What the board says under all keys that begin so. */
    public List<SessionEntry> list(String prefix) {
        return settled(command(SessionCommandKind.LIST, prefix)).getEntries();
    }

    /** Puts a value whatever is there, and tells its version. */
    public long put(String key, String value) {
        return settled(putting(key, ANY, value)).getNumber();
    }

    /**
     * Puts a value only while the key is at this version, 0 for a key that is not there.
     *
     * @return its new version; empty where another one was faster
     */
    public Optional<Long> compareAndSet(String key, long version, String value) {
        return compared(putting(key, version, value));
    }

    /** Takes a key off the board only while it is at this version; tells whether it was. */
    public boolean compareAndRemove(String key, long version) {
        return compared(command(SessionCommandKind.REMOVE, key).setVersion(version))
                .isPresent();
    }

    private SessionCommand.Builder putting(String key, long version, String value) {
        return command(SessionCommandKind.PUT, key).setVersion(version).setValue(bytes(value));
    }

    private Optional<Long> compared(SessionCommand.Builder command) {
        SessionReply reply = SessionClient.answered(client.ask(command));
        if (reply.getRefusal() == SessionRefusal.CONFLICT) {
            return Optional.empty();
        }
        if (reply.getRefusal() != SessionRefusal.NONE) {
            throw new SessionRefused(reply);
        }
        return Optional.of(reply.getNumber());
    }

    /**
     * Gets a resource for itself alone.
     *
     * @param hold for so long, unless it is renewed or released before
     * @param wait so long others may have it first
     * @return empty where they had it all the time
     */
    public Optional<SessionLease> lease(String resource, Duration hold, Duration wait) {
        long askedAt = System.nanoTime();
        SessionReply reply = SessionClient.answered(client.ask(command(SessionCommandKind.ACQUIRE, resource)
                .setHoldMs(hold.toMillis())
                .setWaitMs(wait.toMillis())));
        if (reply.getRefusal() == SessionRefusal.HELD || reply.getRefusal() == SessionRefusal.LAPSED) {
            return Optional.empty();
        }
        if (reply.getRefusal() != SessionRefusal.NONE) {
            throw new SessionRefused(reply);
        }
        SessionLease lease = new SessionLease(this, resource, reply.getNumber(), hold, askedAt + hold.toNanos());
        // After a wait it is not known when the time began; after a renewal it is.
        return lease.isValid() || lease.renew() ? Optional.of(lease) : Optional.empty();
    }

    boolean renew(SessionLease lease) {
        return isHolder(command(SessionCommandKind.RENEW, lease.resource())
                .setFence(lease.fence())
                .setHoldMs(lease.hold().toMillis()));
    }

    boolean release(SessionLease lease) {
        return isHolder(command(SessionCommandKind.RELEASE, lease.resource()).setFence(lease.fence()));
    }

    private boolean isHolder(SessionCommand.Builder command) {
        SessionReply reply = SessionClient.answered(client.ask(command));
        if (reply.getRefusal() == SessionRefusal.STALE || reply.getRefusal() == SessionRefusal.ENDED) {
            return false;
        }
        if (reply.getRefusal() != SessionRefusal.NONE) {
            throw new SessionRefused(reply);
        }
        return true;
    }

    /** Sends a letter; while the channel is full, it waits and tries again. Tells the letter's number. */
    public long send(String channel, String value) {
        return settled(command(SessionCommandKind.SEND, channel).setValue(bytes(value)))
                .getNumber();
    }

    /** No more letters on this channel: who receives hears of it when those that are there are done with. */
    public void close(String channel) {
        settled(command(SessionCommandKind.CLOSE, channel));
    }

    /**
     * Takes the next letter. It comes again, to whoever asks then, unless it is {@link #acknowledge}d while it is held.
     *
     * @return empty where there was none in time
     */
    public Optional<SessionLetter> receive(String channel, Duration hold, Duration wait) {
        return receive(channel, 1, hold, wait).stream().findFirst();
    }

    /** The same of several letters at once. */
    public List<SessionLetter> receive(String channel, int count, Duration hold, Duration wait) {
        return settled(command(SessionCommandKind.RECEIVE, channel)
                        .setCount(count)
                        .setHoldMs(hold.toMillis())
                        .setWaitMs(wait.toMillis()))
                .getLetters();
    }

    /**
     * Takes letters one after the other until the channel is closed and empty, and acknowledges each when the handler is
     * through with it; one that the handler throws at comes again.
     */
    public void receiveAll(String channel, Duration hold, Consumer<SessionLetter> handler) {
        while (true) {
            SessionReply reply = SessionClient.answered(client.ask(command(SessionCommandKind.RECEIVE, channel)
                    .setHoldMs(hold.toMillis())
                    .setWaitMs(WAIT_ONCE_MS)));
            if (reply.getRefusal() == SessionRefusal.CLOSED) {
                return;
            }
            if (reply.getRefusal() != SessionRefusal.NONE) {
                throw new SessionRefused(reply);
            }
            for (SessionLetter letter : reply.getLetters()) {
                handler.accept(letter);
                acknowledge(channel, letter);
            }
        }
    }

    /** Says that these letters are done with. */
    public void acknowledge(String channel, List<Long> numbers) {
        settled(command(SessionCommandKind.ACKNOWLEDGE, channel).setDone(numbers));
    }

    public void acknowledge(String channel, SessionLetter letter) {
        acknowledge(channel, List.of(letter.getNumber()));
    }

    /** Leaves for good; what it holds is free, what it took and did not acknowledge goes to others, nobody waits for it. */
    public void leave() {
        settled(command(SessionCommandKind.LEAVE, ""));
    }

    public static String text(SessionLetter letter) {
        return text(letter.getValue());
    }

    public static String text(SessionEntry entry) {
        return text(entry.getValue());
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
