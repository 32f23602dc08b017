package dev.swarmlog.standalone.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;

class SchemaBookTest {
    private static final Schema ONE_FIELD =
            SchemaBuilder.record("a.Thing").fields().requiredInt("x").endRecord();
    private static final Schema TWO_FIELDS = SchemaBuilder.record("a.Thing")
            .fields()
            .requiredInt("x")
            .optionalInt("y")
            .endRecord();
    private static final Schema REQUIRED_FIELD = SchemaBuilder.record("a.Thing")
            .fields()
            .requiredInt("x")
            .requiredInt("y")
            .endRecord();

    private final SchemaBook book = new SchemaBook();

    @Test
    void numbersVersionsPerSubjectAndIdsPerText() {
        assertThat(registered("one", ONE_FIELD)).isEqualTo(version("one", 1, 1, ONE_FIELD));
        assertThat(registered("one", TWO_FIELDS)).isEqualTo(version("one", 2, 2, TWO_FIELDS));
        assertThat(registered("two", TWO_FIELDS)).isEqualTo(version("two", 1, 2, TWO_FIELDS));
        assertThat(registered("one", ONE_FIELD)).isEqualTo(version("one", 1, 1, ONE_FIELD));
    }

    @Test
    void refusesWhatIsIncompatibleInEitherDirection() {
        registered("s", ONE_FIELD);

        assertThatThrownBy(() -> book.register("s", REQUIRED_FIELD))
                .isInstanceOfSatisfying(
                        RegistryRefusal.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(409))
                .hasMessageContaining("FULL_TRANSITIVE")
                .hasMessageContaining("new schema cannot read data of version 1");
    }

    @Test
    void aSubjectsOwnLevelGoesBeforeTheDefault() {
        registered("s", ONE_FIELD);
        book.apply(new Fact.LevelSet(Fact.EVERYWHERE, CompatibilityLevel.BACKWARD));
        book.apply(new Fact.LevelSet("s", CompatibilityLevel.FORWARD));

        assertThat(registered("s", REQUIRED_FIELD).version()).isEqualTo(2);

        book.apply(new Fact.LevelSet("s", null));
        assertThat(book.level("s")).isEqualTo(CompatibilityLevel.BACKWARD);
    }

    @Test
    void deletedVersionsAreHiddenButTheirIdsStayReadable() {
        registered("s", ONE_FIELD);
        book.apply(new Fact.SubjectDeleted("s", 1));

        assertThat(book.subjects()).isEmpty();
        assertThat(book.text(1)).contains(ONE_FIELD.toString());
        assertThat(registered("s", REQUIRED_FIELD)).isEqualTo(version("s", 2, 2, REQUIRED_FIELD));

        book.apply(new Fact.VersionErased("s", 1));
        assertThat(book.all("s")).hasSize(1);
    }

    @Test
    void importKeepsForeignNumbersAndNeverGivesANumberTwoMeanings() {
        assertThatThrownBy(() -> book.importAs("s", ONE_FIELD, 7, Optional.of(3)))
                .hasMessageContaining("not in import mode");
        book.apply(new Fact.ModeSet("s", Mode.IMPORT));

        SchemaVersion imported = book.importAs("s", ONE_FIELD, 7, Optional.of(3));
        book.apply(new Fact.Registered(imported));

        assertThat(imported).isEqualTo(version("s", 3, 7, ONE_FIELD));
        assertThat(book.importAs("s", ONE_FIELD, 7, Optional.of(3))).isEqualTo(imported);
        assertThatThrownBy(() -> book.importAs("s", TWO_FIELDS, 7, Optional.of(4)))
                .hasMessageContaining("id 7");
        assertThatThrownBy(() -> book.importAs("s", TWO_FIELDS, 8, Optional.of(3)))
                .hasMessageContaining("Version 3");
        assertThatThrownBy(() -> book.register("s", TWO_FIELDS)).hasMessageContaining("IMPORT mode");
        book.apply(new Fact.ModeSet("s", null));
        assertThat(registered("s", TWO_FIELDS)).isEqualTo(version("s", 4, 8, TWO_FIELDS));
    }

    private SchemaVersion registered(String subject, Schema schema) {
        SchemaVersion version = book.register(subject, schema);
        book.apply(new Fact.Registered(version));
        return version;
    }

    private static SchemaVersion version(String subject, int version, int id, Schema schema) {
        return new SchemaVersion(subject, version, id, schema.toString(), false);
    }
}
