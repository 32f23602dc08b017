package dev.swarmlog.standalone.registry;

/** What may be done to a subject: in IMPORT the client says which id and version a schema has. */
enum Mode {
    READWRITE,
    READONLY,
    IMPORT
}
