package dev.swarmlog.examples.carbon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.swarmlog.examples.desk.Json;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CarbonAgentsTest {
    @Test
    void makesTheSameSuppliersOfTheSameSeedAndNoTwoAlike() {
        Suppliers suppliers = new Suppliers(7);
        Set<String> seen = new HashSet<>();

        for (int n = 0; n < 1_000; n++) {
            assertThat(suppliers.supplier(n)).isEqualTo(new Suppliers(7).supplier(n));
            seen.add(Json.object()
                    .set("of", Json.read(suppliers.supplier(n)))
                    .toString()
                    .replaceAll("S-\\d+", ""));
        }

        assertThat(seen).hasSize(1_000);
        assertThat(suppliers.supplier(5)).isNotEqualTo(new Suppliers(8).supplier(5));
    }

    @Test
    void reckonsByItsFactors() {
        JsonNode input = Json.read("""
            {"items": [{"id": "S-1", "country": "FR", "sector": "software",
                        "electricityKwh": 1000, "fuelLitres": 10, "freightTkm": 100, "spendEur": 500}]}
            """);

        assertThat(CarbonAgents.done(CarbonAgents.CARBON, input).toString())
                .isEqualTo("{\"results\":[{\"id\":\"S-1\",\"scope1Kg\":26,\"scope2Kg\":56,\"scope3Kg\":55,"
                        + "\"totalKg\":138,\"factors\":\"example-2026.1\"}]}");
    }

    @Test
    void answersForEachSupplierOfTheFleet() {
        var input = Json.object();
        var items = input.putArray("items");
        for (int n = 0; n < 500; n++) {
            items.add(Json.read(new Suppliers(1).supplier(n)));
        }

        assertThat(CarbonAgents.done(CarbonAgents.CARBON, input).path("results"))
                .hasSize(500);
    }

    @Test
    void saysWhatIsWrongWithASupplier() {
        JsonNode input = Json.read("{\"items\": [{\"id\": \"S-1\", \"fuelLitres\": -3}]}");

        assertThatThrownBy(() -> CarbonAgents.done(CarbonAgents.CARBON, input))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("fuelLitres");
    }

    @Test
    void valuesPointsWhereTheOptimumIsOne() {
        JsonNode input = Json.read("{\"points\": [[1, 1, 1], [0, 0], [1.5, 2.25]]}");

        assertThat(CarbonAgents.done(CarbonAgents.ROSENBROCK, input).toString())
                .isEqualTo("{\"values\":[0.0,1.0,0.25]}");
    }
}
