package dev.swarmlog.coordinator.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.coordinator.budget.BudgetRow.Value;
import dev.swarmlog.coordinator.budget.core.Account;
import dev.swarmlog.coordinator.budget.core.Amounts;
import dev.swarmlog.coordinator.budget.core.Reservation;
import dev.swarmlog.coordinator.budget.core.Reservation.Requester;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BudgetRowTest {
    @Test
    void everyRowComesBackAsItWas() {
        Amounts some = new Amounts(1, 2, 3, Amounts.UNLIMITED);
        List<Value> values = new ArrayList<>(List.of(
                new Value.Head("acme", 7, "kind: Budget", 9),
                new Value.OfAccount("acme", new Account("acme/a", some, Amounts.NONE, some, some, 80, 4, 5)),
                new Value.OfAgent("acme", "agent", some),
                new Value.OfModel("acme", "opus", some)));
        for (Reservation.State state : Reservation.State.values()) {
            values.add(new Value.OfReservation(
                    "acme",
                    new Reservation(
                            "r",
                            "acme/a",
                            state,
                            some,
                            0b1000_0011,
                            "llm",
                            "g",
                            "m",
                            "why",
                            9,
                            new Requester("t", 2, "k"))));
        }

        for (Value value : values) {
            byte[] bytes = BudgetRow.CODEC.encode(new BudgetRow("key", value));
            assertThat(BudgetRow.CODEC.decode("key", ByteBuffer.wrap(bytes)).value())
                    .isEqualTo(value);
        }
    }
}
