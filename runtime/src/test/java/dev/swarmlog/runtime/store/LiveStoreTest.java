package dev.swarmlog.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LiveStoreTest {
    private final KeyValueStore<String, byte[]> log = Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore("log"), Serdes.String(), Serdes.ByteArray())
            .withLoggingDisabled()
            .withCachingDisabled()
            .build();
    private final LiveStore<Guest> store = new LiveStore<>(log);

    private record Guest(String key, LiveStore.Mark mark) implements LiveStore.Entry {
        static Guest called(String name) {
            return new Guest(name, new LiveStore.Mark());
        }

        @Override
        public boolean isSettled() {
            return false;
        }
    }

    private static final class Names implements LiveStore.Codec<Guest> {
        @Override
        public byte[] encode(Guest guest) {
            return guest.key().getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public Guest decode(String key, ByteBuffer bytes) {
            return Guest.called(key);
        }
    }

    @BeforeEach
    void begin() {
        MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
        store.init(context.getStateStoreContext(), store);
        store.restore(new Names(), 1);
    }

    private void letPass(int guests) {
        for (int i = 0; i < guests; i++) {
            Guest passes = Guest.called("passes-" + i);
            store.put(passes);
            store.changed(passes);
            store.remove(passes);
        }
    }

    private long lacksSinceMs(long restoredAtMs) {
        LiveStore<Guest> next = new LiveStore<>(log);
        next.restore(new Names(), restoredAtMs);
        return next.lacksSinceMs();
    }

    private void commitAt(long atMs) {
        store.tick(atMs);
        store.flushCache();
    }

    @Test
    void whatFollowedOnTheCommitBeforeTheLastMayBeLacking() {
        commitAt(10_000);
        commitAt(20_000);
        commitAt(30_000);
        commitAt(40_000);

        assertThat(lacksSinceMs(50_000)).isEqualTo(20_000);
    }

    @Test
    void ownersThatNeverCommittedHandOnWhatTheOneBeforeThemSaid() {
        commitAt(10_000);
        commitAt(20_000);
        commitAt(30_000);

        assertThat(lacksSinceMs(50_000)).isEqualTo(10_000);
        assertThat(lacksSinceMs(60_000)).isEqualTo(10_000);
    }

    @Test
    void aFirstOwnerMayHaveDiedBeforeItsFirstCommit() {
        log.all().forEachRemaining(record -> log.delete(record.key));

        assertThat(lacksSinceMs(500_000)).isEqualTo(440_000);
    }

    /** Who the log has, without the sign of its owner. */
    private List<String> logged() {
        List<String> names = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> all = log.all()) {
            all.forEachRemaining(
                    record -> names.add(record.key.substring(0, Math.max(0, record.key.lastIndexOf('\0')))));
        }
        names.remove("");
        return names;
    }

    @Test
    void whoComesAndGoesBetweenTwoCommitsIsNeverLogged() {
        Guest stays = Guest.called("stays");
        store.put(stays);
        letPass(5_000);

        store.flushCache();

        assertThat(logged()).containsExactly("stays");
        assertThat(store.round()).isEqualTo(1);
    }

    private long roundLogged(Guest guest) {
        try (KeyValueIterator<String, byte[]> all = log.all()) {
            while (all.hasNext()) {
                KeyValue<String, byte[]> record = all.next();
                if (record.key.startsWith(guest.key() + '\0')) {
                    return ByteBuffer.wrap(record.value).getLong();
                }
            }
        }
        throw new AssertionError(guest + " is not in the log");
    }

    private Guest logged(String name) {
        Guest guest = Guest.called(name);
        store.put(guest);
        store.flushCache();
        return guest;
    }

    /** The round under which somebody who leaves stands in the log for the last time. */
    private long lastRound(Guest leaving) {
        store.remove(leaving);
        store.flushCache();
        long last = roundLogged(leaving);
        store.flushCache();
        assertThat(logged()).doesNotContain(leaving.key());
        return last;
    }

    @Test
    void whoWasLoggedOtherwiseIsLoggedOnceMoreWhenLeavingAndThenForgotten() {
        Guest guest = logged("guest");
        store.changed(guest);

        assertThat(lastRound(guest)).isEqualTo(2);
    }

    @Test
    void whoWasLoggedAsLeavingARoundAgoIsNotLoggedOnceMore() {
        Guest guest = logged("guest");

        assertThat(lastRound(guest)).isEqualTo(1);
    }

    @Test
    void whoWasLoggedLongAgoIsLoggedOnceMoreWhenLeavingSinceTheirOutputsMayBeLacking() {
        Guest guest = logged("guest");
        logged("another");

        assertThat(lastRound(guest)).isEqualTo(3);
    }

    @Test
    void aCommitAfterManyHaveComeAndGoneIsARoundThoughNothingIsWritten() {
        letPass(1_001);

        store.flushCache();

        assertThat(store.round()).isEqualTo(1);
        assertThat(logged()).isEmpty();
    }

    @Test
    void whoComesBackUnderTheNameOfOneThatLeftIsKept() {
        Guest first = Guest.called("guest");
        store.put(first);
        store.flushCache();
        store.remove(first);
        Guest second = Guest.called("guest");
        store.put(second);
        letPass(3_000);

        store.flushCache();
        store.flushCache();

        assertThat(logged()).containsExactly("guest");
        assertThat(store.get("guest")).isSameAs(second);
    }
}
