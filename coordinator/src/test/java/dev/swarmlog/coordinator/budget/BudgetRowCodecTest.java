package dev.swarmlog.coordinator.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.coordinator.budget.core.Account;
import dev.swarmlog.coordinator.budget.core.Amounts;
import dev.swarmlog.coordinator.budget.core.Reservation;
import dev.swarmlog.coordinator.budget.core.Reservation.Requester;
import dev.swarmlog.runtime.store.Row;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BudgetRowCodecTest {
    @Test
    void everyRowComesBackAsItWas() {
        Amounts some = new Amounts(1, 2, 3, Amounts.UNLIMITED);
        List<BudgetRow> values = new ArrayList<>(List.of(
                new BudgetRow.Head("acme", 7, "kind: Budget", 9),
                new BudgetRow.OfAccount("acme", new Account("acme/a", some, Amounts.NONE, some, some, 80, 4, 5)),
                new BudgetRow.OfAgent("acme", "agent", some),
                new BudgetRow.OfModel("acme", "opus", some)));
        for (Reservation.State state : Reservation.State.values()) {
            values.add(new BudgetRow.OfReservation(
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

        BudgetRowCodec codec = new BudgetRowCodec();
        for (BudgetRow value : values) {
            byte[] bytes = codec.encode(new Row<>("key", value));
            assertThat(codec.decode("key", ByteBuffer.wrap(bytes)).value()).isEqualTo(value);
        }
    }
}
