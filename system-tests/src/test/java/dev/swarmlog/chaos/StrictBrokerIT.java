package dev.swarmlog.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.standalone.EmbeddedBroker;
import dev.swarmlog.standalone.registry.EmbeddedSchemaRegistry;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Brokers that nobody told of us: they grant no session as short as ours, and services work all the same. */
class StrictBrokerIT {
    @TempDir
    Path folder;

    @Test
    void aServiceGoesOnWithTheSessionThatIsGrantedAndSaysSo() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.temporary(Map.of("group.min.session.timeout.ms", "6000"));
                EmbeddedSchemaRegistry schemas = EmbeddedSchemaRegistry.start(broker.bootstrapServers(), 0);
                RegistryProcess registry =
                        RegistryProcess.launch("one", folder, broker.bootstrapServers(), schemas.url())) {
            registry.awaitReady();

            assertThat(registry.said())
                    .containsOnlyOnce("grant no session of 2500 ms")
                    .contains("group.min.session.timeout.ms");
        }
    }
}
