package dev.swarmlog.schemas.wire;

import java.time.Duration;

/**
 * How patient a registry's client is.
 *
 * @param request one request, from connecting to the last byte of the answer
 * @param total one question with all its repetitions; what a caller waits at most
 * @param backoff the longest pause after the first failed round; it doubles with each round up to a second
 * @param unknown how long "there is no such schema" is believed
 */
public record RegistryTimes(Duration request, Duration total, Duration backoff, Duration unknown) {
    public static final RegistryTimes DEFAULT = new RegistryTimes(
            Duration.ofSeconds(3), Duration.ofSeconds(10), Duration.ofMillis(100), Duration.ofSeconds(10));
}
