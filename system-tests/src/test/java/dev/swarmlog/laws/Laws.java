package dev.swarmlog.laws;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.have;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The laws over class files that hold below one root package. */
record Laws(String root) {
    private static final Set<String> SERVICES = Set.of("registry", "router", "saga", "coordinator");

    /** Words of the domain; what the shared edge is named after must make sense in any program on Kafka. */
    private static final String DOMAIN_WORD =
            ".*(Agent|Saga|Swarm|Capabilit|Deliver|Heartbeat|Breaker|Workflow|Outcome|Lease|Router).*";

    private static final String BANNED_NAME = "Abstract.*|.*(Impl|Manager|Helper|Helpers|Util|Utils)";

    /** What core must be handed as an argument instead. */
    private static final Map<String, String> OUTER_WORLD = Map.of(
            "java.lang.System", "currentTimeMillis|nanoTime|getenv|getProperty",
            "java.time.Instant", "now",
            "java.time.Clock", "system.*",
            "java.util.UUID", "randomUUID",
            "java.lang.Math", "random",
            "java.util.concurrent.ThreadLocalRandom", "current",
            "java.security.SecureRandom", ".*",
            "java.lang.Thread", ".*");

    ArchRule coreKnowsOnlyJavaAndItself() {
        return classes()
                .that()
                .resideInAPackage(root + ".*.core..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("java..", "org.jspecify..", root + ".*.core.."))
                .allowEmptyShould(true);
    }

    ArchRule coreAsksNeitherClockNorChanceNorThread() {
        return noClasses()
                .that()
                .resideInAPackage(root + ".*.core..")
                .should()
                .accessTargetWhere(describe("the outer world is asked", access -> outerWorld(access.getTarget())))
                .orShould()
                .dependOnClassesThat(resideInAnyPackage(
                        "java.net..", "java.nio.file..", "java.nio.channels..", "java.sql..", "java.util.logging.."))
                .allowEmptyShould(true);
    }

    ArchRule servicesDoNotSeeEachOther() {
        return slices().matching(root + ".(*)..")
                .that(describe("are services", slice -> SERVICES.stream().anyMatch(slice.getNamePart(1)::equals)))
                .should()
                .notDependOnEachOther()
                .allowEmptyShould(true);
    }

    /** Dependencies point one way: service, then agent-client and runtime, then schemas. */
    ArchRule nothingBelowKnowsWhatIsAbove() {
        String[] services =
                SERVICES.stream().map(name -> root + "." + name + "..").toArray(String[]::new);
        String[] above = Stream.concat(
                        Stream.of(services),
                        Stream.of(
                                root + ".simulator..",
                                root + ".bench..",
                                root + ".examples..",
                                root + ".standalone..",
                                root + ".cli.."))
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAnyPackage(root + ".schemas..", root + ".document..", root + ".runtime..", root + ".agent..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(above)
                .allowEmptyShould(true);
    }

    ArchRule runtimeHasNoDomainWord() {
        return noClasses()
                .that()
                .resideInAPackage(root + ".runtime..")
                .should()
                .haveNameMatching("(?:.*\\.)?" + DOMAIN_WORD.substring(2))
                .orShould()
                .dependOnClassesThat(resideInAPackage(root + ".agent.."))
                .allowEmptyShould(true);
    }

    ArchRule onlyProcessorsAndTopologiesTouchKafkaStreams() {
        return noClasses()
                .that(describe("are no processor or topology", type -> !isStreamsCode(outermost(type))))
                .and()
                .resideOutsideOfPackages(root + ".runtime..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka.streams..")
                .allowEmptyShould(true);
    }

    ArchRule packagesHaveNoCycles() {
        return slices().matching(root + ".(**)").should().beFreeOfCycles().allowEmptyShould(true);
    }

    ArchRule namesSayWhatThingsAre() {
        return noClasses()
                .should(have(describe(
                        "a name like " + BANNED_NAME,
                        type -> type.getSimpleName().matches(BANNED_NAME))))
                .allowEmptyShould(true);
    }

    ArchRule accessorsAreNamedAfterWhatTheyGive() {
        return methods()
                .that()
                .areDeclaredInClassesThat(not(resideInAPackage(root + ".v1..")))
                .and(describe("are our own", Laws::isNotInherited))
                .should()
                .haveNameNotMatching("get[A-Z].*")
                .allowEmptyShould(true);
    }

    /** But for what JMH extends. */
    ArchRule classesAreFinal() {
        return classes()
                .that(describe("could be extended", Laws::couldBeExtended))
                .should()
                .haveModifier(JavaModifier.FINAL)
                .allowEmptyShould(true);
    }

    private static boolean outerWorld(AccessTarget target) {
        String methods = OUTER_WORLD.get(target.getOwner().getName());
        return methods != null && target.getName().matches(methods);
    }

    private static boolean couldBeExtended(JavaClass type) {
        boolean sealed = !type.isInterface() && type.reflect().isSealed();
        return !type.isInterface()
                && !type.isEnum()
                && !type.isAnonymousClass()
                && !sealed
                && !type.getModifiers().contains(JavaModifier.ABSTRACT)
                && !type.getModifiers().contains(JavaModifier.SYNTHETIC)
                && !type.getSimpleName().isEmpty()
                && !isEnumBody(type)
                && !type.isAnnotatedWith("org.openjdk.jmh.annotations.State");
    }

    private static boolean isEnumBody(JavaClass type) {
        return type.getRawSuperclass().map(JavaClass::isEnum).orElse(false);
    }

    private static boolean isStreamsCode(JavaClass type) {
        String name = type.getSimpleName();
        return name.endsWith("Processor") || name.endsWith("Topology");
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(Laws::outermost).orElse(type);
    }

    private static boolean isNotInherited(JavaMethod method) {
        JavaClass owner = method.getOwner();
        Set<String> inherited = Stream.concat(
                        owner.getAllRawInterfaces().stream(), owner.getAllRawSuperclasses().stream())
                .flatMap(type -> type.getMethods().stream())
                .map(JavaMethod::getName)
                .collect(Collectors.toSet());
        return !inherited.contains(method.getName());
    }

    static DescribedPredicate<JavaClass> generated() {
        return resideInAnyPackage("dev.swarmlog.v1..", "dev.swarmlog.bench.hot.jmh_generated..");
    }
}
