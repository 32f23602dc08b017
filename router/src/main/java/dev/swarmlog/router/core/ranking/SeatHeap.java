package dev.swarmlog.router.core.ranking;

import java.util.Arrays;

/**
 * Seats by a key, the lowest first; of equal keys the one that was put the longest ago. A binary heap that knows where each
 * seat stands, so that any of them can be moved or taken out in O(log n).
 */
public final class SeatHeap {
    private static final int OUT = -1;

    private final int[] heap;
    private final int[] places;
    private final double[] keys;
    private final long[] turns;
    private int size;
    private long turn;

    public SeatHeap(int seats) {
        heap = new int[seats];
        places = new int[seats];
        keys = new double[seats];
        turns = new long[seats];
        Arrays.fill(places, OUT);
    }

    public boolean contains(int seat) {
        return places[seat] != OUT;
    }

    /** The seat with the lowest key, of which there must be one. */
    public int first() {
        return heap[0];
    }

    /** The key that the seat has, or had when it was taken out. */
    public double key(int seat) {
        return keys[seat];
    }

    /** Puts the seat behind all that have the same key, wherever it was. */
    public void put(int seat, double key) {
        keys[seat] = key;
        turns[seat] = ++turn;
        settle(seat);
    }

    /** Corrects the key; among equals the seat keeps its turn. */
    public void correct(int seat, double key) {
        keys[seat] = key;
        settle(seat);
    }

    public void remove(int seat) {
        int place = places[seat];
        if (place == OUT) {
            return;
        }
        places[seat] = OUT;
        size--;
        if (place < size) {
            int last = heap[size];
            stand(last, place);
            rise(last);
            sink(last);
        }
    }

    private void settle(int seat) {
        if (places[seat] == OUT) {
            stand(seat, size++);
        }
        rise(seat);
        sink(seat);
    }

    private void rise(int seat) {
        int place = places[seat];
        while (place > 0) {
            int parent = heap[(place - 1) / 2];
            if (!isBefore(seat, parent)) {
                break;
            }
            stand(parent, place);
            place = (place - 1) / 2;
        }
        stand(seat, place);
    }

    private void sink(int seat) {
        int place = places[seat];
        int child = 2 * place + 1;
        while (child < size) {
            if (child + 1 < size && isBefore(heap[child + 1], heap[child])) {
                child++;
            }
            if (!isBefore(heap[child], seat)) {
                break;
            }
            stand(heap[child], place);
            place = child;
            child = 2 * place + 1;
        }
        stand(seat, place);
    }

    private boolean isBefore(int one, int other) {
        int order = Double.compare(keys[one], keys[other]);
        return order != 0 ? order < 0 : turns[one] < turns[other];
    }

    private void stand(int seat, int place) {
        heap[place] = seat;
        places[seat] = place;
    }
}
