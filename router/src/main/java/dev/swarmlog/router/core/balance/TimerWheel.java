package dev.swarmlog.router.core.balance;

import org.jspecify.annotations.Nullable;

/**
 * Mutable and for one thread: one timer for each message, on a hashed wheel (Varghese and Lauck, 1987).
 *
 * <p>Setting, moving and cancelling cost the same however many timers there are, and nothing is allocated: most timers
 * are cancelled within milliseconds, long before they are due. Moving a timer later leaves it where it is, to be looked
 * at and moved on when its old time comes, so that renewing a lease is an assignment.
 */
public final class TimerWheel {
    private static final int SLOTS = 4_096;

    private final long tickMs;
    private final @Nullable Timer[] slots = new @Nullable Timer[SLOTS];
    private long nextTick;
    private int size;

    /** A timer, to be extended by what it is the timer of. */
    public abstract static class Timer {
        private long dueMs;
        private int slot = -1;
        private @Nullable Timer before;
        private @Nullable Timer after;
    }

    /** Told of timers that are due. It may set them, and others, again. */
    public interface Alarm {
        void due(Timer timer);
    }

    public TimerWheel(long tickMs, long nowMs) {
        this.tickMs = tickMs;
        this.nextTick = nowMs / tickMs;
    }

    public int size() {
        return size;
    }

    public void set(Timer timer, long dueMs) {
        boolean later = timer.slot >= 0 && dueMs >= timer.dueMs;
        timer.dueMs = dueMs;
        if (!later) {
            cancel(timer);
            link(timer);
        }
    }

    public void cancel(Timer timer) {
        if (timer.slot < 0) {
            return;
        }
        Timer before = timer.before;
        Timer after = timer.after;
        if (before == null) {
            slots[timer.slot] = after;
        } else {
            before.after = after;
        }
        if (after != null) {
            after.before = before;
        }
        timer.before = null;
        timer.after = null;
        timer.slot = -1;
        size--;
    }

    /** Raises the alarm for all that is due. */
    public void advance(long nowMs, Alarm alarm) {
        long lastTick = nowMs / tickMs;
        // After a long pause one turn of the wheel sees every timer there is.
        nextTick = Math.max(nextTick, lastTick - SLOTS + 1);
        for (; nextTick <= lastTick; nextTick++) {
            ring(Math.floorMod(nextTick, SLOTS), nowMs, alarm);
        }
        nextTick = lastTick;
    }

    private void ring(int slot, long nowMs, Alarm alarm) {
        Timer timer = slots[slot];
        while (timer != null) {
            Timer after = timer.after;
            if (timer.dueMs <= nowMs) {
                cancel(timer);
                alarm.due(timer);
                // The alarm may have changed the rest of the slot: begin again, all that was due is out of it.
                after = slots[slot];
            } else if (slotOf(timer.dueMs) != slot) {
                cancel(timer);
                link(timer);
            }
            timer = after;
        }
    }

    private void link(Timer timer) {
        int slot = slotOf(timer.dueMs);
        Timer first = slots[slot];
        timer.slot = slot;
        timer.after = first;
        if (first != null) {
            first.before = timer;
        }
        slots[slot] = timer;
        size++;
    }

    /** A timer that is due already goes where the wheel looks next. */
    private int slotOf(long dueMs) {
        return Math.floorMod(Math.max(dueMs / tickMs, nextTick), SLOTS);
    }
}
