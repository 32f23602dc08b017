package dev.swarmlog.standalone;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to run a platform.
 *
 * @param data where it keeps its data; without a folder it forgets everything when closed
 * @param env settings of the services, as in their environment; where things are is the platform's to say
 */
public record PlatformOptions(@Nullable Path data, Listeners listeners, Map<String, String> env) {

    /** The ports on the loopback interface; 0 is any free one. */
    public record Listeners(int kafka, int schemaRegistry, int http) {
        public static final Listeners USUAL = new Listeners(9092, 8081, 8080);
        public static final Listeners ANY = new Listeners(0, 0, 0);
    }

    /** For tests and demonstrations: any free ports, nothing left behind. */
    public static PlatformOptions temporary() {
        return new PlatformOptions(null, Listeners.ANY, Map.of());
    }

    /** On the usual ports, with its data in the folder. */
    public static PlatformOptions keeping(Path data) {
        return new PlatformOptions(data, Listeners.USUAL, Map.of());
    }

    public PlatformOptions withListeners(Listeners others) {
        return new PlatformOptions(data, others, env);
    }

    public PlatformOptions withEnv(Map<String, String> settings) {
        return new PlatformOptions(data, listeners, settings);
    }
}
