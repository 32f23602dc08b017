package dev.swarmlog.saga.records;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.saga.core.Effect;
import dev.swarmlog.saga.core.Saga;
import dev.swarmlog.saga.core.definition.Action;
import dev.swarmlog.saga.core.definition.Formula;
import dev.swarmlog.saga.core.definition.FormulaException;
import dev.swarmlog.saga.core.definition.Json;
import dev.swarmlog.saga.core.definition.RetryPolicy;
import dev.swarmlog.saga.core.definition.Scope;
import dev.swarmlog.saga.core.fact.Fact;
import dev.swarmlog.saga.core.fact.Parent;
import dev.swarmlog.saga.core.fact.Place;
import dev.swarmlog.saga.core.fact.Requester;
import dev.swarmlog.schemas.Topics;
import dev.swarmlog.v1.Message;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OrdersTest {
    private static final long NOW_MS = 1_700_000_000_000L;
    private static final Formula NULL = new Formula() {
        @Override
        public Json evaluate(Scope scope) {
            return Json.NULL;
        }

        @Override
        public boolean test(Scope scope) throws FormulaException {
            throw new FormulaException("no condition");
        }

        @Override
        public List<Json> list(Scope scope) throws FormulaException {
            throw new FormulaException("no list");
        }
    };

    private final Orders orders = new Orders(new Topics(""), 3);
    private final Saga saga = Saga.begin(
            "s-1",
            new Fact.Started("order", "1.0.0", "h", Json.NULL, 0, Map.of(), Requester.NOBODY, Parent.NONE),
            NOW_MS);

    @Test
    void whatHasNoTimeOutIsWaitedForAsLongAsTheRouterTakes() {
        long days = Duration.ofMillis(asked(0).getDeadlineMs() - NOW_MS).toDays();

        assertThat(days).isBetween(5L, 7L);
    }

    @Test
    void whoRunsOutOfTimeCanStillSayWhatBecameOfIt() {
        assertThat(asked(NOW_MS + 1_000).getDeadlineMs()).isBetween(NOW_MS + 1_001, NOW_MS + 60_000);
    }

    private Message asked(long dueMs) {
        Action action = new Action("work", "", NULL, RetryPolicy.DEFAULT, 0, false);
        return orders.message(
                saga, "a", new Effect.Submit(Place.of(0), false, 1, action, null, Json.NULL, dueMs), NOW_MS);
    }
}
