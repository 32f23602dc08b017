package dev.swarmlog.saga.core.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a kind of saga does. An instance is bound to one definition for its whole life.
 *
 * @param hash SHA-256 over the canonical form of what was deployed, in hexadecimal
 * @param description for people
 * @param timeoutMs how long an instance may take before it is undone; 0 means for ever
 * @param strategy how an instance is undone
 * @param input what an instance may be started with; null means anything
 * @param answer what {@code output} must come to; null means anything
 * @param output what an instance answers; null means an object of the outputs of its last steps, by name
 */
public record Definition(
        String name,
        String version,
        String hash,
        String description,
        List<String> tags,
        long timeoutMs,
        Strategy strategy,
        Budget budget,
        @Nullable Shape input,
        @Nullable Shape answer,
        List<Step> steps,
        @Nullable Formula output) {
    public Definition {
        tags = List.copyOf(tags);
        steps = List.copyOf(steps);
    }
}
