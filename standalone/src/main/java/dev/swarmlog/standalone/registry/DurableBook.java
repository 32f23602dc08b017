package dev.swarmlog.standalone.registry;

import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;

/**
 * The book and its log, thread-safe. Writers go one after the other, so that two who bring the same schema at once get one
 * id; readers wait for no append, and see a fact only when the log has it.
 */
final class DurableBook {
    private final SchemaLog log;
    private final ReentrantLock writer = new ReentrantLock();
    private final ReadWriteLock memory = new ReentrantReadWriteLock();
    private SchemaBook book;
    private boolean unsure;

    DurableBook(SchemaLog log) {
        this.log = log;
        this.book = log.read();
    }

    <A> A ask(Function<SchemaBook, A> question) {
        memory.readLock().lock();
        try {
            return question.apply(book);
        } finally {
            memory.readLock().unlock();
        }
    }

    /** Decides on what the book says now, and returns when the decision's facts are in the log. */
    <D> D decide(Function<SchemaBook, D> decision, Function<D, List<Fact>> facts) {
        writer.lock();
        try {
            readAgainIfUnsure();
            D decided = ask(decision);
            for (Fact fact : facts.apply(decided)) {
                append(fact);
            }
            return decided;
        } finally {
            writer.unlock();
        }
    }

    private void append(Fact fact) {
        unsure = true;
        log.append(fact);
        unsure = false;
        change(() -> book.apply(fact));
    }

    /** An append that failed may yet be in the log, and its id must not be given twice. */
    private void readAgainIfUnsure() {
        if (unsure) {
            SchemaBook fresh = log.read();
            change(() -> book = fresh);
            unsure = false;
        }
    }

    private void change(Runnable what) {
        memory.writeLock().lock();
        try {
            what.run();
        } finally {
            memory.writeLock().unlock();
        }
    }
}
