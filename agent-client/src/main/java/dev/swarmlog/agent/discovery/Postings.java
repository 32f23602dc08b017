package dev.swarmlog.agent.discovery;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Mutable: postings of one kind by their words. */
final class Postings {
    private final Map<String, Posting> byWord = new HashMap<>();

    @Nullable
    Posting find(String word) {
        return byWord.get(word);
    }

    Posting obtain(String word) {
        return byWord.computeIfAbsent(word, Posting::new);
    }

    void forget(Posting posting) {
        byWord.remove(posting.word);
    }

    boolean isEmpty() {
        return byWord.isEmpty();
    }

    Collection<Posting> all() {
        return byWord.values();
    }
}
