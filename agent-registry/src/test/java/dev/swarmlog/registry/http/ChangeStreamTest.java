package dev.swarmlog.registry.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.agent.discovery.AgentQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ChangeStreamTest {
    private final ChangeFeed feed = new ChangeFeed(2);
    private final List<String> told = new ArrayList<>();
    private final ChangeStream.Client client = new ChangeStream.Client() {
        @Override
        public void event(String name, String id, Object data) {
            told.add(name);
        }

        @Override
        public void comment(String text) {}
    };

    @Test
    void aClientThatFallsTooFarBehindIsToldSoAndCut() throws Exception {
        ChangeStream slow = Objects.requireNonNull(feed.open(AgentQuery.anyone()));
        for (int i = 0; i <= ChangeStream.WAITING_MAX; i++) {
            feed.tell(null, null);
        }

        slow.tellChanges(client);

        assertThat(told).containsExactly("cut");
    }

    @Test
    void onlySoManyMayListen() {
        ChangeStream one = Objects.requireNonNull(feed.open(AgentQuery.anyone()));
        assertThat(feed.open(AgentQuery.anyone())).isNotNull();
        assertThat(feed.open(AgentQuery.anyone())).isNull();

        feed.close(one);

        assertThat(feed.open(AgentQuery.anyone())).isNotNull();
    }
}
