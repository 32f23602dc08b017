package dev.swarmlog.agent.configs;

import dev.swarmlog.v1.AgentConfig;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the declaration of an agent says to its handler. */
public final class AgentSettings {
    private final AgentConfig config;

    AgentSettings(AgentConfig config) {
        this.config = config;
    }

    public String agentId() {
        return config.getAgentId();
    }

    /** The model that it shall ask; empty where the declaration names none. */
    public String model() {
        return config.getModel();
    }

    /** All settings as texts. */
    public Map<String, String> all() {
        return config.getSettings();
    }

    /** One that must be there. */
    public String text(String name) {
        String value = value(name);
        if (value == null) {
            throw new IllegalArgumentException("agent " + agentId() + " has no setting '" + name + "'");
        }
        return value;
    }

    public String text(String name, String otherwise) {
        String value = value(name);
        return value == null ? otherwise : value;
    }

    public long whole(String name, long otherwise) {
        String value = value(name);
        try {
            return value == null ? otherwise : Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw wrong(name, "a whole number", value, e);
        }
    }

    public double number(String name, double otherwise) {
        String value = value(name);
        try {
            return value == null ? otherwise : Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw wrong(name, "a number", value, e);
        }
    }

    public boolean truth(String name, boolean otherwise) {
        return text(name, String.valueOf(otherwise)).equals("true");
    }

    private @Nullable String value(String name) {
        return config.getSettings().get(name);
    }

    private IllegalArgumentException wrong(String name, String expected, @Nullable String found, Exception why) {
        return new IllegalArgumentException(
                "setting '" + name + "' of agent " + agentId() + ": " + expected + " is expected, not '" + found + "'",
                why);
    }
}
