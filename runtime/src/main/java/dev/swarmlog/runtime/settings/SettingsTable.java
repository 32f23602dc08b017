package dev.swarmlog.runtime.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.TreeSet;

/** The reference of settings as a Markdown table, made from what programs really ask for. */
public final class SettingsTable {
    private SettingsTable() {}

    public static String markdown(Collection<Setting> settings) {
        StringBuilder table = new StringBuilder("| variable | default | allowed | what |\n|---|---|---|---|\n");
        var sorted = new TreeSet<>(Comparator.comparing(Setting::name));
        sorted.addAll(settings);
        for (Setting setting : sorted) {
            table.append("| `")
                    .append(setting.name())
                    .append("` | ")
                    .append(setting.fallback().isEmpty() ? "" : "`" + setting.fallback() + "`")
                    .append(" | ")
                    .append(setting.allowed())
                    .append(" | ")
                    .append(setting.what().replace("|", "\\|"))
                    .append(" |\n");
        }
        return table.toString();
    }
}
