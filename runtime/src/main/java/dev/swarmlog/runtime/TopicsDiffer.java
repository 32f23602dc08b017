package dev.swarmlog.runtime;

import java.util.List;

/** Topics on the cluster are not what the catalogue says, and nothing may be read or written until somebody decides. */
public final class TopicsDiffer extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TopicsDiffer(List<String> differences) {
        super("topics on the cluster differ from the catalogue:" + System.lineSeparator() + "  "
                + String.join(System.lineSeparator() + "  ", differences));
    }
}
