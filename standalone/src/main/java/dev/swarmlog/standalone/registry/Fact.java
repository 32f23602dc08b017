package dev.swarmlog.standalone.registry;

import org.jspecify.annotations.Nullable;

/** What a record of the {@code _schemas} topic says. The subject {@link #EVERYWHERE} stands for the registry's default. */
sealed interface Fact {
    String EVERYWHERE = "";

    record Registered(SchemaVersion version) implements Fact {}

    record VersionErased(String subject, int version) implements Fact {}

    /** Softly deletes the versions of the subject up to and including this one. */
    record SubjectDeleted(String subject, int upToVersion) implements Fact {}

    /** Without a level: back to the default. */
    record LevelSet(String subject, @Nullable CompatibilityLevel level) implements Fact {}

    record ModeSet(String subject, @Nullable Mode mode) implements Fact {}
}
