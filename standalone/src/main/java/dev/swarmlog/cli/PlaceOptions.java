package dev.swarmlog.cli;

import dev.swarmlog.cli.cluster.Failure;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where brokers and a schema registry that a command runs are reached, and what keeps their data. */
final class PlaceOptions {
    static final int PORT_MAX = 65_535;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "The folder that keeps everything (its usual place is below $XDG_DATA_HOME or ~/.local/share)")
    private @Nullable Path data;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "9092",
            description = "Kafka's port, which those of further brokers follow; 0 for any (${DEFAULT-VALUE})")
    private int port;

    @Option(
            names = "--schema-registry-port",
            paramLabel = "N",
            defaultValue = "8081",
            description = "The schema registry's port, 0 for any (${DEFAULT-VALUE})")
    private int schemaRegistryPort;

    /** Made, and to be written to; the usual one of that name where none is wanted. */
    Path folder(String usualName) {
        return UsualFolder.orElse(data, usualName);
    }

    /** The first broker's, with room for so many behind it. */
    int port(int more) {
        return inRange("--port", port, 0, PORT_MAX - more);
    }

    int schemaRegistryPort() {
        return inRange("--schema-registry-port", schemaRegistryPort, 0, PORT_MAX);
    }

    /** The value itself, where it is in range. */
    static int inRange(String option, int value, int min, int max) {
        if (value < min || value > max) {
            throw Failure.wrongUsage(option + ": " + min + " to " + max + ", not " + value);
        }
        return value;
    }
}
