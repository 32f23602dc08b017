package dev.swarmlog.examples.carbon;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.swarmlog.examples.desk.Json;
import java.util.List;
import java.util.Locale;

/** Suppliers that nobody has, made of a seed: supplier n of a seed is always the same. */
public final class Suppliers {
    static final List<String> COUNTRIES = List.of("DE", "FR", "PL", "SE", "ES", "US", "CN", "IN");
    static final List<String> SECTORS = List.of("steel", "chemicals", "textiles", "software", "logistics", "food");

    private final long seed;

    public Suppliers(long seed) {
        this.seed = seed;
    }

    /** As JSON. */
    public String supplier(int n) {
        ObjectNode supplier = Json.object()
                .put("id", String.format(Locale.ROOT, "S-%06d", n))
                .put("country", COUNTRIES.get(draw(n, 1, COUNTRIES.size())))
                .put("sector", SECTORS.get(draw(n, 2, SECTORS.size())))
                .put("electricityKwh", 1_000 + draw(n, 3, 5_000_000))
                .put("fuelLitres", draw(n, 4, 200_000))
                .put("freightTkm", draw(n, 5, 3_000_000))
                .put("spendEur", 10_000 + draw(n, 6, 20_000_000));
        return supplier.toString();
    }

    /** SplitMix64 of all that it depends on. */
    private int draw(int n, int field, int bound) {
        long z = seed * 0x9E3779B97F4A7C15L + n * 0xD1B54A32D192ED03L + field * 0x8CB92BA72F3D8DD7L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return (int) Long.remainderUnsigned(z ^ (z >>> 31), bound);
    }
}
