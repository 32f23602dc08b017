package dev.swarmlog.examples.carbon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.swarmlog.examples.desk.Json;
import java.util.Map;

/** A supplier's year in kilograms of CO2e, by scope. In whole grams, so that it is the same to the digit everywhere. */
final class Footprint {
    static final String FACTORS = "example-2026.1";

    private static final long FUEL_G_PER_LITRE = 2_680;
    private static final long FREIGHT_G_PER_TKM = 105;

    private static final Map<String, Long> GRID_G_PER_KWH =
            Map.of("DE", 380L, "FR", 56L, "PL", 662L, "SE", 41L, "ES", 174L, "US", 369L, "CN", 582L, "IN", 713L);
    private static final Map<String, Long> SPEND_G_PER_EUR = Map.of(
            "steel", 1_480L, "chemicals", 790L, "textiles", 610L, "software", 90L, "logistics", 520L, "food", 1_020L);

    private Footprint() {}

    static ObjectNode of(JsonNode supplier) {
        long scope1 = amount(supplier, "fuelLitres") * FUEL_G_PER_LITRE;
        long scope2 = amount(supplier, "electricityKwh") * factor(GRID_G_PER_KWH, supplier, "country");
        long scope3 = amount(supplier, "freightTkm") * FREIGHT_G_PER_TKM
                + amount(supplier, "spendEur") * factor(SPEND_G_PER_EUR, supplier, "sector");
        return Json.object()
                .put("id", Json.text(supplier, "id"))
                .put("scope1Kg", scope1 / 1_000)
                .put("scope2Kg", scope2 / 1_000)
                .put("scope3Kg", scope3 / 1_000)
                .put("totalKg", (scope1 + scope2 + scope3) / 1_000)
                .put("factors", FACTORS);
    }

    private static long amount(JsonNode supplier, String field) {
        JsonNode value = supplier.path(field);
        if (!value.canConvertToLong() || !value.isIntegralNumber() || value.longValue() < 0) {
            throw new IllegalArgumentException(field + ": a whole number from 0 is expected, found " + value);
        }
        return value.longValue();
    }

    private static long factor(Map<String, Long> factors, JsonNode supplier, String field) {
        Long factor = factors.get(Json.text(supplier, field));
        if (factor == null) {
            throw new IllegalArgumentException(
                    field + ": one of " + factors.keySet() + " is expected, found " + supplier.path(field));
        }
        return factor;
    }
}
