package dev.swarmlog.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.swarmlog.schemas.wire.PlainSchema;
import dev.swarmlog.v1.StoredAgent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every version of every type that was ever released lies in {@code src/test/resources/history}. Old programs read what
 * new ones write and the other way round, between any two versions: FULL_TRANSITIVE.
 */
class SchemaHistoryTest {
    private static final Path HISTORY = Path.of("src", "test", "resources", "history");
    private static final boolean WRITE = Boolean.getBoolean("history.write");

    static List<Schema> types() {
        Stream<Schema> onTopics = new Topics("").all().stream().map(Topic::schema);
        Stream<Schema> inStores = Stream.of(StoredAgent.getClassSchema());
        return Stream.concat(onTopics, inStores).map(PlainSchema::of).distinct().toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("types")
    void isReadableByAndFromEveryVersionThatEverWas(Schema current) throws IOException {
        List<Schema> versions = versionsOf(current);

        versions.add(current);

        for (int older = 0; older < versions.size(); older++) {
            for (int newer = older + 1; newer < versions.size(); newer++) {
                String pair = current.getName() + " v" + (older + 1) + " and "
                        + (newer == versions.size() - 1 ? "the current one" : "v" + (newer + 1));
                assertReads(versions.get(newer), versions.get(older), pair);
                assertReads(versions.get(older), versions.get(newer), pair);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("types")
    void currentVersionIsCommitted(Schema current) throws IOException {
        List<Schema> versions = versionsOf(current);
        boolean committed = !versions.isEmpty()
                && versions.get(versions.size() - 1).toString().equals(current.toString());

        if (!committed && WRITE) {
            Path next = fileOf(current, versions.size() + 1);
            Files.createDirectories(next.getParent());
            Files.writeString(
                    next, new ObjectMapper().readTree(current.toString()).toPrettyString() + "\n");
            return;
        }

        assertThat(committed)
                .as(
                        "%s changed and its version %d is not in the history. Meant? Then write it with"
                                + " './mvnw test -pl schemas -Dtest=SchemaHistoryTest -Dhistory.write=true' and commit"
                                + " schemas/%s (a version that was never released may be deleted first)",
                        current.getName(), versions.size() + 1, fileOf(current, versions.size() + 1))
                .isTrue();
    }

    private static void assertReads(Schema reader, Schema writer, String pair) {
        SchemaCompatibility.SchemaPairCompatibility found =
                SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
        assertThat(found.getType())
                .as("%s do not read each other: %s", pair, found.getResult().getIncompatibilities())
                .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
    }

    private static List<Schema> versionsOf(Schema type) {
        List<Schema> versions = new ArrayList<>();
        for (int version = 1; Files.exists(fileOf(type, version)); version++) {
            try {
                versions.add(new Schema.Parser().parse(Files.readString(fileOf(type, version))));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return versions;
    }

    private static Path fileOf(Schema type, int version) {
        return HISTORY.resolve(type.getName()).resolve("v" + version + ".avsc");
    }
}
