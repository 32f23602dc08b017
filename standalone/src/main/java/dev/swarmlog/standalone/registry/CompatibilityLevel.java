package dev.swarmlog.standalone.registry;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;

/** Which of a subject's earlier schemas a new one must be able to read, and which must be able to read it. */
enum CompatibilityLevel {
    NONE(false, false, false),
    BACKWARD(true, false, false),
    BACKWARD_TRANSITIVE(true, false, true),
    FORWARD(false, true, false),
    FORWARD_TRANSITIVE(false, true, true),
    FULL(true, true, false),
    FULL_TRANSITIVE(true, true, true);

    private final boolean readsEarlier;
    private final boolean readByEarlier;
    private final boolean transitive;

    CompatibilityLevel(boolean readsEarlier, boolean readByEarlier, boolean transitive) {
        this.readsEarlier = readsEarlier;
        this.readByEarlier = readByEarlier;
        this.transitive = transitive;
    }

    /**
     * What stands against the new schema; empty when nothing does.
     *
     * @param earlier oldest first
     */
    List<String> objections(Schema fresh, List<SchemaVersion> earlier) {
        List<String> found = new ArrayList<>();
        int first = transitive ? 0 : Math.max(0, earlier.size() - 1);
        for (SchemaVersion version : earlier.subList(first, earlier.size())) {
            Schema old = new Schema.Parser().parse(version.schema());
            if (readsEarlier) {
                addObjections(found, "new schema cannot read data of version " + version.version(), fresh, old);
            }
            if (readByEarlier) {
                addObjections(
                        found, "version " + version.version() + " cannot read data of the new schema", old, fresh);
            }
        }
        return found;
    }

    private static void addObjections(List<String> found, String what, Schema reader, Schema writer) {
        for (Incompatibility reason : SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult()
                .getIncompatibilities()) {
            found.add(what + ": " + reason.getType() + " at " + reason.getLocation() + ", " + reason.getMessage());
        }
    }
}
