package dev.swarmlog.runtime.store;

import java.util.Map;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/** Builds {@link LiveStore}s over what another builder builds. Caching is what they do themselves. */
record LiveStoreBuilder<V extends LiveStore.Entry>(StoreBuilder<KeyValueStore<String, byte[]>> log)
        implements StoreBuilder<LiveStore<V>> {

    @Override
    public LiveStore<V> build() {
        return new LiveStore<>(log.build());
    }

    @Override
    public StoreBuilder<LiveStore<V>> withCachingEnabled() {
        return this;
    }

    @Override
    public StoreBuilder<LiveStore<V>> withCachingDisabled() {
        return this;
    }

    @Override
    public StoreBuilder<LiveStore<V>> withLoggingEnabled(Map<String, String> config) {
        return new LiveStoreBuilder<>(log.withLoggingEnabled(config));
    }

    @Override
    public StoreBuilder<LiveStore<V>> withLoggingDisabled() {
        return new LiveStoreBuilder<>(log.withLoggingDisabled());
    }

    @Override
    public Map<String, String> logConfig() {
        return log.logConfig();
    }

    @Override
    public boolean loggingEnabled() {
        return log.loggingEnabled();
    }

    @Override
    public String name() {
        return log.name();
    }
}
