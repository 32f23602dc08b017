package dev.swarmlog.router.core.gather;

/** What a gather knows of one of its branches. */
public sealed interface Branch {
    /** Its agent is being asked, or looked for. */
    record Asked() implements Branch {
        static final Asked INSTANCE = new Asked();
    }

    record Answered(String agentId, Finding finding) implements Branch {}

    /** No answer will come of it. The agent is empty when none was found. */
    record Failed(String agentId) implements Branch {}
}
