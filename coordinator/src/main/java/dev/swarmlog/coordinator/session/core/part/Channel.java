package dev.swarmlog.coordinator.session.core.part;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Letters in the order in which they were accepted. Each goes to one receiver; one that comes back goes to where it was,
 * ahead of all that were accepted after it.
 *
 * @param capacity so many letters are neither taken nor acknowledged at most
 * @param last the number of the last letter that was accepted
 * @param closed no more letters are
 */
public record Channel(
        int capacity, long last, boolean closed, List<Letter> queued, List<Claim> claims, List<Waiter> receivers) {

    public static Channel of(int capacity) {
        return new Channel(capacity, 0, false, List.of(), List.of(), List.of());
    }

    public boolean isFull() {
        return queued.size() + claims.size() >= capacity;
    }

    /** What its letters take. */
    public long bytes() {
        long bytes = 0;
        for (Letter letter : queued) {
            bytes += size(letter);
        }
        for (Claim claim : claims) {
            bytes += size(claim.letter());
        }
        return bytes;
    }

    public static long size(Letter letter) {
        return letter.from().length() + letter.value().length() + 32L;
    }

    public Channel sent(Letter letter) {
        return new Channel(capacity, letter.number(), closed, Waiter.plus(queued, letter), claims, receivers);
    }

    /** The first letter is in these hands now. */
    public Channel taken(String by, String commandId, long untilMs) {
        Claim claim = new Claim(queued.get(0), by, commandId, untilMs);
        return new Channel(
                capacity,
                last,
                closed,
                List.copyOf(queued.subList(1, queued.size())),
                Waiter.plus(claims, claim),
                receivers);
    }

    public Channel acknowledged(long number) {
        return new Channel(capacity, last, closed, queued, unclaimed(number), receivers);
    }

    public Channel returned(long number) {
        Claim back = claim(number);
        if (back == null) {
            return this;
        }
        List<Letter> more = new ArrayList<>(queued);
        int at = 0;
        while (at < more.size() && more.get(at).number() < number) {
            at++;
        }
        more.add(at, back.letter());
        return new Channel(capacity, last, closed, more, unclaimed(number), receivers);
    }

    public Channel close() {
        return new Channel(capacity, last, true, queued, claims, receivers);
    }

    public Channel withReceivers(List<Waiter> now) {
        return new Channel(capacity, last, closed, queued, claims, now);
    }

    /** Over, with all that was in it. */
    public Channel emptied() {
        return new Channel(capacity, last, true, List.of(), List.of(), List.of());
    }

    /** Nothing is in it, and nothing will be. */
    public boolean isDry() {
        return closed && queued.isEmpty() && claims.isEmpty();
    }

    public @Nullable Claim claim(long number) {
        for (Claim claim : claims) {
            if (claim.letter().number() == number) {
                return claim;
            }
        }
        return null;
    }

    public List<Claim> claims(Predicate<Claim> which) {
        return claims.stream().filter(which).toList();
    }

    private List<Claim> unclaimed(long number) {
        List<Claim> fewer = new ArrayList<>(claims);
        fewer.removeIf(claim -> claim.letter().number() == number);
        return fewer;
    }
}
