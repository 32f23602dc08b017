package dev.swarmlog.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Mutable: what a bench found, by the names under which it is published. Numbers have as many digits as they are worth. */
public final class Findings {
    private static final double EXACT_FROM = 1_000;
    private static final double DIGITS = 1_000;

    private final Map<String, Object> figures = new LinkedHashMap<>();
    private final Map<String, Object> limits = new LinkedHashMap<>();
    private final Map<String, Object> ratios = new LinkedHashMap<>();
    private final Map<String, Object> settings = new LinkedHashMap<>();
    private final Map<String, Object> stolen = new LinkedHashMap<>();

    /** What was measured of us. */
    public void figure(String name, double value) {
        figures.put(name, rounded(value));
    }

    /** What the machine or Kafka itself does at best, or what a figure is allowed to be. */
    public void limit(String name, double value) {
        limits.put(name, rounded(value));
    }

    /** A figure by a limit of the same run. */
    public void ratio(String name, double value) {
        ratios.put(name, rounded(value));
    }

    /** What its host took of the machine while a part was measured, 0 to 1. */
    public void stolen(String part, double share) {
        stolen.put(part, rounded(share));
    }

    /** With what it was measured. */
    public void setting(String name, Object value) {
        settings.put(name, value);
    }

    public double figure(String name) {
        return figures.get(name) instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    /** All sections, in the order in which they are printed. */
    public Map<String, Map<String, Object>> sections() {
        Map<String, Map<String, Object>> all = new LinkedHashMap<>();
        all.put("figures", figures);
        all.put("limits", limits);
        all.put("ratios", ratios);
        all.put("settings", new TreeMap<>(settings));
        Map<String, Object> machine = Machine.description();
        if (!stolen.isEmpty()) {
            machine.put("stolen", stolen);
        }
        all.put("machine", machine);
        return all;
    }

    private static Object rounded(double value) {
        if (!Double.isFinite(value)) {
            return String.valueOf(value);
        }
        boolean whole = Math.abs(value) >= EXACT_FROM || value == Math.rint(value);
        return whole ? (Object) Math.round(value) : (Object) (Math.round(value * DIGITS) / DIGITS);
    }
}
