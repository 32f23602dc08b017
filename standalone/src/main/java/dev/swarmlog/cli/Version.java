package dev.swarmlog.cli;

import org.apache.kafka.common.utils.AppInfoParser;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints; our own version stands in the jar's manifest. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String own = Swarmlog.class.getPackage().getImplementationVersion();
        return new String[] {
            "swarmlog " + (own == null ? "(not packaged)" : own)
                    + ", Kafka " + AppInfoParser.getVersion()
                    + ", Java " + Runtime.version()
        };
    }
}
