package dev.swarmlog.runtime.settings;

import java.util.List;

/** The environment asks for what cannot be; everything that is wrong, at once. */
public final class BadSettings extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    public BadSettings(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    /** One sentence for each setting: its variable, its value, and what is allowed. */
    public List<String> problems() {
        return problems;
    }
}
