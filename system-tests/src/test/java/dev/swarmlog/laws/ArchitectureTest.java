package dev.swarmlog.laws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ArchitectureTest {
    private static final String OURS = "dev.swarmlog";
    private static final String LAWLESS = "dev.swarmlog.lawless";

    private static final JavaClasses MAIN_CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(OURS)
            .that(DescribedPredicate.not(Laws.generated()));
    private static final JavaClasses LAWLESS_CLASSES = new ClassFileImporter().importPackages(LAWLESS);

    static Stream<Arguments> laws() {
        return Stream.of(
                law("core knows only java and itself", Laws::coreKnowsOnlyJavaAndItself),
                law("core asks neither clock nor chance", Laws::coreAsksNeitherClockNorChanceNorThread),
                law("services do not see each other", Laws::servicesDoNotSeeEachOther),
                law("nothing below knows what is above", Laws::nothingBelowKnowsWhatIsAbove),
                law("runtime has no domain word", Laws::runtimeHasNoDomainWord),
                law("only processors and topologies touch Streams", Laws::onlyProcessorsAndTopologiesTouchKafkaStreams),
                law("packages have no cycles", Laws::packagesHaveNoCycles),
                law("names say what things are", Laws::namesSayWhatThingsAre),
                law("accessors have no get", Laws::accessorsAreNamedAfterWhatTheyGive),
                law("classes are final", Laws::classesAreFinal));
    }

    @Test
    void theLawsReadEveryModule() {
        assertThat(MAIN_CLASSES.stream().map(type -> type.getPackageName()))
                .contains(
                        "dev.swarmlog.schemas",
                        "dev.swarmlog.document",
                        "dev.swarmlog.runtime",
                        "dev.swarmlog.agent",
                        "dev.swarmlog.registry",
                        "dev.swarmlog.router",
                        "dev.swarmlog.saga",
                        "dev.swarmlog.coordinator",
                        "dev.swarmlog.simulator",
                        "dev.swarmlog.bench",
                        "dev.swarmlog.examples",
                        "dev.swarmlog.standalone");
    }

    @ParameterizedTest
    @MethodSource("laws")
    void holds(Function<Laws, ArchRule> law) {
        law.apply(new Laws(OURS)).check(MAIN_CLASSES);
    }

    @ParameterizedTest
    @MethodSource("laws")
    void catchesTheLawless(Function<Laws, ArchRule> law) {
        assertThat(law.apply(new Laws(LAWLESS)).evaluate(LAWLESS_CLASSES).hasViolation())
                .isTrue();
    }

    private static Arguments law(String name, Function<Laws, ArchRule> law) {
        return argumentSet(name, law);
    }
}
