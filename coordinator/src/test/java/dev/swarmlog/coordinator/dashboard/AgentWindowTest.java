package dev.swarmlog.coordinator.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.coordinator.core.AgentRow;
import dev.swarmlog.coordinator.core.AgentRow.Column;
import dev.swarmlog.coordinator.core.AgentRow.Wish;
import dev.swarmlog.coordinator.core.AgentTable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class AgentWindowTest {
    private final AgentTable table = new AgentTable();
    private final AgentWindow window = new AgentWindow(() -> table.rows(by(Column.ID, false)), 1, 2);

    @Test
    void tellsTheWholeWindowFirstAndThenOnlyWhatIsAnother() {
        put("a", 1);
        put("b", 1);
        put("c", 1);
        put("d", 1);

        assertThat(told()).containsExactly("1 b", "2 c");
        assertThat(window.news()).isEmpty();

        put("c", 2);
        put("d", 2);
        assertThat(told()).containsExactly("2 c");
    }

    @Test
    void tellsWhoMovesIntoItWhenSomebodyGoes() {
        put("a", 1);
        put("b", 1);
        put("c", 1);
        assertThat(told()).containsExactly("1 b", "2 c");

        table.put("a", null);

        Map<String, Object> news = window.news();
        assertThat(news).containsEntry("total", 2);
        assertThat(places(news)).containsExactly("1 c");
        assertThat(window.news()).isEmpty();
    }

    @Test
    void isEmptyBeyondTheEnd() {
        put("a", 1);

        assertThat(window.news()).containsEntry("total", 1).containsEntry("rows", List.of());
    }

    @Test
    void ordersByAnyColumnAndFindsByAnyWord() {
        put("a", 3);
        put("b", 9);
        put("c", 9);

        assertThat(table.rows(by(Column.HEALTH, true)).stream().map(AgentRow::agentId))
                .containsExactly("b", "c", "a");
        assertThat(table.rows(new Wish("calc", "HEALTHY", "eu", Column.ID, false)))
                .hasSize(3);
        assertThat(table.rows(new Wish("", "DEAD", "", Column.ID, false))).isEmpty();
        assertThat(table.byRegion()).isEqualTo(Map.of("eu", Map.of("HEALTHY", 3)));
    }

    private static Wish by(Column column, boolean descending) {
        return new Wish("", "", "", column, descending);
    }

    private List<String> told() {
        return places(window.news());
    }

    private static List<String> places(Map<String, Object> news) {
        return ((List<?>) Objects.requireNonNull(news.get("rows")))
                .stream()
                        .map(row -> (Map<?, ?>) row)
                        .map(row -> row.get("at") + " " + row.get("agentId"))
                        .toList();
    }

    private void put(String id, int tenths) {
        table.put(
                id,
                new AgentRow(
                        id,
                        new AgentRow.Condition("HEALTHY", tenths / 10.0, "WORKING", List.of()),
                        new AgentRow.Place("eu", "a"),
                        new AgentRow.Work("calc", 4, 1, 0),
                        1,
                        1,
                        tenths));
    }
}
