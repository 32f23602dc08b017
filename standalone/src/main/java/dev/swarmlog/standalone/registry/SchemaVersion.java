package dev.swarmlog.standalone.registry;

/**
 * One version of a subject's schema.
 *
 * @param id names the text, across subjects
 * @param schema the text, as Avro prints it
 * @param deleted softly: no longer offered, but what was written with it can still be read
 */
record SchemaVersion(String subject, int version, int id, String schema, boolean deleted) {
    SchemaVersion asDeleted() {
        return new SchemaVersion(subject, version, id, schema, true);
    }
}
