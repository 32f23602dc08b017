package dev.swarmlog.standalone.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FactCodecTest {
    private static final SchemaVersion VERSION = new SchemaVersion("s-value", 2, 7, "\"string\"", false);

    @Test
    void writesConfluentsFormat() {
        Fact fact = new Fact.Registered(VERSION);

        assertThat(new String(FactCodec.key(fact), UTF_8))
                .isEqualTo("{\"keytype\":\"SCHEMA\",\"subject\":\"s-value\",\"version\":2,\"magic\":1}");
        assertThat(FactCodec.value(fact))
                .asString()
                .isEqualTo("{\"subject\":\"s-value\",\"version\":2,\"id\":7,\"schema\":\"\\\"string\\\"\","
                        + "\"deleted\":false}");
        assertThat(FactCodec.key(new Fact.LevelSet(Fact.EVERYWHERE, CompatibilityLevel.FULL)))
                .asString()
                .isEqualTo("{\"keytype\":\"CONFIG\",\"subject\":null,\"magic\":0}");
    }

    @Test
    void readsWhatItWrites() {
        for (Fact fact : List.of(
                new Fact.Registered(VERSION),
                new Fact.VersionErased("s", 1),
                new Fact.SubjectDeleted("s", 3),
                new Fact.LevelSet(Fact.EVERYWHERE, CompatibilityLevel.BACKWARD),
                new Fact.LevelSet("s", null),
                new Fact.ModeSet("s", Mode.IMPORT),
                new Fact.ModeSet(Fact.EVERYWHERE, null))) {
            assertThat(FactCodec.fact(FactCodec.key(fact), FactCodec.value(fact)))
                    .contains(fact);
        }
    }

    @Test
    void passesOverKindsThatItDoesNotKnow() {
        assertThat(FactCodec.fact("{\"keytype\":\"NOOP\",\"magic\":0}".getBytes(UTF_8), null))
                .isEmpty();
    }
}
