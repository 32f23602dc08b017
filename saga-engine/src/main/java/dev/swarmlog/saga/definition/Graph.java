package dev.swarmlog.saga.definition;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;

/**
 * What comes after what. Nodes are known by their place in the list that the graph was made of; {@link #order} puts each
 * behind all that it comes after, those that could stand anywhere by their names, and at the end those that can stand
 * nowhere, since they wait for themselves or for such.
 */
final class Graph {
    private final List<String> names;
    private final int[][] before;
    private final List<List<Integer>> behind;
    private final int[] order;
    private final int[] depth;
    private final BitSet stuck = new BitSet();

    Graph(List<String> names, int[][] before) {
        this.names = names;
        this.before = before;
        this.behind = new ArrayList<>();
        for (int i = 0; i < before.length; i++) {
            behind.add(new ArrayList<>());
        }
        for (int node = 0; node < before.length; node++) {
            for (int one : before[node]) {
                behind.get(one).add(node);
            }
        }
        this.depth = new int[before.length];
        this.order = ordered();
    }

    /** The nodes, those that come before first. */
    int[] order() {
        return order.clone();
    }

    /** Whether it waits for itself, or for one that does. */
    boolean isStuck(int node) {
        return stuck.get(node);
    }

    boolean isWhole() {
        return stuck.isEmpty();
    }

    /** How many nodes there are in a row, at most, up to this one. */
    int depth(int node) {
        return depth[node];
    }

    private int[] ordered() {
        int[] waits = new int[before.length];
        PriorityQueue<Integer> free = new PriorityQueue<>(Comparator.comparing(names::get));
        for (int node = 0; node < before.length; node++) {
            waits[node] = before[node].length;
            if (waits[node] == 0) {
                free.add(node);
            }
        }
        int[] found = new int[before.length];
        int next = 0;
        stuck.set(0, before.length);
        while (!free.isEmpty()) {
            int node = free.remove();
            found[next++] = node;
            stuck.clear(node);
            depth[node]++;
            for (int later : behind.get(node)) {
                depth[later] = Math.max(depth[later], depth[node]);
                if (--waits[later] == 0) {
                    free.add(later);
                }
            }
        }
        for (int node = stuck.nextSetBit(0); node >= 0; node = stuck.nextSetBit(node + 1)) {
            found[next++] = node;
        }
        return found;
    }

    /** For each node all that come before it, directly or not; of those that are stuck nothing is said. */
    BitSet[] ancestors() {
        BitSet[] all = new BitSet[before.length];
        for (int node : order) {
            BitSet mine = new BitSet(before.length);
            if (!stuck.get(node)) {
                for (int one : before[node]) {
                    mine.set(one);
                    mine.or(all[one]);
                }
            }
            all[node] = mine;
        }
        return all;
    }

    /** Rings of nodes that each wait for the one before; no node is in two of them, and without these nodes there is no ring. */
    List<List<Integer>> cycles() {
        List<List<Integer>> cycles = new ArrayList<>();
        BitSet left = (BitSet) stuck.clone();
        for (int node = left.nextSetBit(0); node >= 0; node = left.nextSetBit(node + 1)) {
            List<Integer> cycle = through(node, left);
            if (!cycle.isEmpty()) {
                cycles.add(cycle);
                cycle.forEach(left::clear);
            }
        }
        return cycles;
    }

    /** The shortest way from a node back to itself; empty where there is none. */
    private List<Integer> through(int node, BitSet among) {
        int[] cameFrom = new int[before.length];
        Arrays.fill(cameFrom, -1);
        Deque<Integer> open = new ArrayDeque<>(List.of(node));
        while (!open.isEmpty()) {
            int here = open.remove();
            for (int later : behind.get(here)) {
                if (later == node) {
                    return way(node, here, cameFrom);
                }
                if (among.get(later) && cameFrom[later] < 0) {
                    cameFrom[later] = here;
                    open.add(later);
                }
            }
        }
        return List.of();
    }

    private static List<Integer> way(int from, int to, int[] cameFrom) {
        List<Integer> way = new ArrayList<>();
        for (int here = to; here != from; here = cameFrom[here]) {
            way.addFirst(here);
        }
        way.addFirst(from);
        return way;
    }
}
