package dev.swarmlog.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher itself, in a checkout whose Maven and java are scripts that tell what they were asked. */
class LauncherTest {
    private static final String BUILDS =
            "#!/bin/sh\necho built >>\"$(dirname \"$0\")/builds\"\necho a jar >\"$(dirname \"$0\")/standalone/target/swarmlog.jar\"\n";
    private static final String TRAINS = """
            #!/bin/sh
            for word in "$@"; do
              case $word in -XX:AOTCacheOutput=*) echo a cache >"${word#*=}"; exit 0 ;; esac
            done
            for word in "$@"; do echo "[$word]"; done
            exit 7
            """;

    private static final String SOURCE = "standalone/src/main/java/A.java";
    private static final String EXAMPLE = "examples/sagas/a.yaml";

    @TempDir
    private Path folder;

    private Path checkout = Path.of("");

    private record Run(int code, String out, String err) {}

    @BeforeEach
    void layOut() throws IOException {
        checkout = folder.resolve("a check out");
        Path real = Path.of("..").toAbsolutePath().normalize();
        Files.createDirectories(checkout.resolve(".mvn"));
        Files.createDirectories(checkout.resolve("standalone/src/main/java"));
        Files.copy(real.resolve("swarmlog"), checkout.resolve("swarmlog"));
        Files.copy(real.resolve(".mvn/find-jdk.sh"), checkout.resolve(".mvn/find-jdk.sh"));
        Files.createDirectories(checkout.resolve("examples/sagas"));
        write(EXAMPLE, "a: b");
        write("pom.xml", "<project/>");
        write("standalone/pom.xml", "<project/>");
        write(SOURCE, "class A {}");
        write("jdk/release", "JAVA_VERSION=\"99.0.1\"\n");
        script("mvnw", BUILDS);
        script("jdk/bin/javac", "#!/bin/sh\n");
        script("jdk/bin/java", TRAINS);
        Instant before = Instant.now().minus(Duration.ofHours(1));
        for (String source : List.of(
                SOURCE, EXAMPLE, "examples/sagas", "pom.xml", "standalone/pom.xml", "standalone/src/main/java")) {
            touch(source, before);
        }
        touch("standalone/src/main", before);
    }

    @Test
    void buildsOnceThenBecomesJavaWithItsArgumentsAndExitCode() throws Exception {
        Run first = run("send", "--data", "{\"a b\": 1}", "");
        Run second = run("send", "--data", "{\"a b\": 1}", "");

        assertThat(first.code()).isEqualTo(7);
        assertThat(first.err()).contains("Building Swarmlog", "done");
        assertThat(first.out()).contains("[-jar]", "[send]\n[--data]\n[{\"a b\": 1}]\n[]\n");
        assertThat(second.out()).isEqualTo(first.out());
        assertThat(second.err()).isEmpty();
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void startsThroughALinkAndFromAnyFolder() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), checkout.resolve("swarmlog"));
        Path farther = Files.createSymbolicLink(folder.resolve("farther"), Path.of("link"));

        Run run = runScript(farther, "--version");

        assertThat(link).isSymbolicLink();
        assertThat(run.code()).isEqualTo(7);
        assertThat(run.out()).contains(checkout.toRealPath() + "/standalone/target/swarmlog.jar", "[--version]");
    }

    @ParameterizedTest
    @ValueSource(strings = {SOURCE, EXAMPLE})
    void buildsAgainWhenASourceIsNewer(String source) throws Exception {
        run("--version");
        touch(source, Instant.now());

        Run run = run("--version");

        assertThat(run.err()).contains("Building Swarmlog");
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void buildsAgainWhatWasEditedWhileItWasBuilt() throws Exception {
        script("mvnw", BUILDS + "sleep 0.1; touch \"$(dirname \"$0\")/" + SOURCE + "\"\n");
        run("--version");
        script("mvnw", BUILDS);

        run("--version");
        run("--version");

        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void aBuildThatFailsShowsTheEndOfItsLogAndWhereItIs() throws Exception {
        script("mvnw", "#!/bin/sh\necho the compiler says no\nexit 1\n");

        Run run = run("--version");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("the compiler says no", "build.log");
        assertThat(run.out()).isEmpty();
        assertThat(checkout.resolve("standalone/target/launcher/lock")).doesNotExist();
    }

    @Test
    void usesTheCacheAndDoesWithoutWhereNoneCanBeMade() throws Exception {
        assertThat(run("--version").out()).contains("[-XX:AOTCache=");

        script("jdk/bin/java", TRAINS.replace("echo a cache >\"${word#*=}\"; exit 0", "exit 1"));
        touch(SOURCE, Instant.now());
        Run without = run("--version");
        Run again = run("--version");

        assertThat(without.err()).contains("not possible here");
        assertThat(without.out()).doesNotContain("AOTCache=").contains("[--version]");
        assertThat(again.err()).isEmpty();
    }

    @Test
    void servicesAndShortCommandsGetOptionsOfTheirOwnAndTheUsers() throws Exception {
        Run shortOne = run("--verbose", "agents", "list");
        Run longOne = run("up");

        assertThat(shortOne.out()).contains("SerialGC", "TieredStopAtLevel=1", "[-Dmine=1]");
        assertThat(longOne.out()).contains("[-Dmine=1]").doesNotContain("TieredStopAtLevel");
    }

    @Test
    void takesOverTheLockOfALauncherThatIsGone() throws Exception {
        write("standalone/target/launcher/lock/pid", "999999999\n");

        assertThat(run("--version").code()).isEqualTo(7);
    }

    private Run run(String... words) throws Exception {
        return runScript(checkout.resolve("swarmlog"), words);
    }

    private Run runScript(Path script, String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("sh", script.toString()));
        command.addAll(List.of(words));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("SWARMLOG_"));
        builder.environment().put("JAVA_HOME", checkout.resolve("jdk").toString());
        builder.environment().put("SWARMLOG_JAVA_OPTS", "-Dmine=1");
        Process process = builder.start();
        assertThat(process.waitFor(Duration.ofSeconds(60))).isTrue();
        return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private long builds() throws IOException {
        try (var lines = Files.lines(checkout.resolve("builds"))) {
            return lines.count();
        }
    }

    private void write(String name, String text) throws IOException {
        Path file = checkout.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }

    private void script(String name, String text) throws IOException {
        write(name, text);
        Files.setPosixFilePermissions(checkout.resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void touch(String name, Instant at) throws IOException {
        Files.setLastModifiedTime(checkout.resolve(name), FileTime.from(at));
    }
}
