package dev.swarmlog.saga.deployed;

import dev.swarmlog.saga.core.definition.Definition;

/** Makes the model of what somebody wrote. Thread-safe. */
public interface DefinitionReader {

    /** Throws an {@link IllegalArgumentException} that names all that is wrong. */
    Definition read(String source);
}
