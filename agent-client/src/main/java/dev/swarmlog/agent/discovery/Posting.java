package dev.swarmlog.agent.discovery;

import org.roaringbitmap.RoaringBitmap;

/** Mutable: the agents (their slots) that have one word in common, be it a capability, a tag or a place. */
final class Posting {
    final String word;
    final RoaringBitmap agents = new RoaringBitmap();

    /** The version of the index in which an agent with this word last came, changed or went. */
    volatile long changedAt;

    /** So many profiles name the word; without any it is forgotten. */
    int profiles;

    Posting(String word) {
        this.word = word;
    }
}
