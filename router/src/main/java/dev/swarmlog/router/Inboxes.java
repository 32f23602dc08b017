package dev.swarmlog.router;

/** Where it can be looked up what a router sent that died. */
@FunctionalInterface
interface Inboxes {
    /** For topologies without a broker: nobody had their tasks before. */
    Inboxes EMPTY = (partition, sinceMs) -> FormerLife.NONE;

    /** What was sent for this partition of the submissions since then. */
    FormerLife since(int partition, long sinceMs);
}
