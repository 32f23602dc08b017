package dev.swarmlog.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.coordinator.CoordinatorService;
import dev.swarmlog.runtime.PlatformConfig;
import dev.swarmlog.runtime.settings.Setting;
import dev.swarmlog.runtime.settings.Settings;
import dev.swarmlog.runtime.telemetry.LogSettings;
import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.AppInfoParser;
import org.junit.jupiter.api.Test;

/** The container files say the same as the code. */
final class ComposeTest {
    private static final String OUR_IMAGE = "swarmlog:local";

    private final Node compose = Checkout.yaml("docker-compose.yml");
    private final Map<String, Node> services = compose.at("services").entries();
    private final String dockerfile = Checkout.text("Dockerfile");

    @Test
    void allFourServicesRunRegistryAndRouterTwice() {
        assertThat(ourServices().values().stream()
                        .map(service -> service.at("command").texts().getLast()))
                .containsExactlyInAnyOrder("registry", "registry", "router", "router", "saga-engine", "coordinator");
    }

    @Test
    void threeBrokersOfTheClientsVersionFormOneCluster() {
        Map<String, Node> brokers = select("apache/kafka:" + AppInfoParser.getVersion());

        assertThat(brokers).hasSize(3);
        assertThat(brokers).allSatisfy((name, broker) -> {
            Node env = broker.at("environment");
            assertThat(env.at("KAFKA_CONTROLLER_QUORUM_VOTERS").text())
                    .contains(env.at("KAFKA_NODE_ID").text() + "@" + name + ":");
            assertThat(env.at("KAFKA_AUTO_CREATE_TOPICS_ENABLE").text()).isEqualTo("false");
            assertThat(env.at("KAFKA_MIN_INSYNC_REPLICAS").text()).isEqualTo("2");
        });
        assertThat(brokers.values())
                .extracting(broker -> broker.at("environment").at("CLUSTER_ID").text())
                .containsOnly(brokers.values()
                        .iterator()
                        .next()
                        .at("environment")
                        .at("CLUSTER_ID")
                        .text());
    }

    @Test
    void brokersAndRegistryOfTheServicesAreThoseOfTheFile() {
        assertThat(ourServices().values()).allSatisfy(service -> {
            Map<String, String> env = environment(service);
            assertThat(parts(env.getOrDefault("SWARMLOG_BOOTSTRAP_SERVERS", ""), ","))
                    .allSatisfy(server ->
                            assertThat(services).containsKey(parts(server, ":").getFirst()));
            assertThat(env.get("SWARMLOG_SCHEMA_REGISTRY")).startsWith("http://schema-registry:8080/");
            assertThat(env.get("SWARMLOG_OTLP_ENDPOINT")).startsWith("http://jaeger:4318");
        });
    }

    @Test
    void environmentIsWhatTheCodeAsksFor() {
        assertThat(ourServices()).allSatisfy((name, service) -> {
            Map<String, String> env = new LinkedHashMap<>(imageEnvironment());
            env.putAll(environment(service));
            Settings settings = Settings.from(env);
            PlatformConfig.from(settings);
            LogSettings.from(settings);
            if (name.equals("coordinator")) {
                CoordinatorService.service(settings);
            }
            settings.check();
            assertThat(settings.asked()).extracting(Setting::name).containsAll(env.keySet());
        });
    }

    @Test
    void portsOfImageProbeAndFrontDoorAgree() {
        int port = PlatformConfig.defaults().http().port();

        assertThat(imageEnvironment()).containsEntry("SWARMLOG_HTTP_PORT", "" + port);
        assertThat(dockerfile).contains("EXPOSE " + port + "\n");
        assertThat(Checkout.text("deploy/docker/healthcheck")).contains("SWARMLOG_HTTP_PORT:-" + port);
        assertThat(service("coordinator").at("ports").texts()).containsExactly("127.0.0.1:" + port + ":" + port);
        assertThat(service("schema-registry").at("ports").texts())
                .singleElement()
                .asString()
                .startsWith(PlatformConfig.defaults().cluster().schemaRegistry().replace("http://", "") + ":");
        assertThat(service("kafka-1").at("ports").texts())
                .singleElement()
                .asString()
                .startsWith(PlatformConfig.defaults().cluster().bootstrapServers() + ":");
    }

    @Test
    void prometheusAsksEveryService() {
        int port = PlatformConfig.defaults().http().port();
        List<String> targets = Checkout.yaml("deploy/prometheus/prometheus.yml").at("scrape_configs").items().stream()
                .flatMap(job -> job.at("static_configs").items().stream())
                .flatMap(config -> config.at("targets").texts().stream())
                .toList();

        assertThat(targets)
                .containsExactlyInAnyOrderElementsOf(ourServices().keySet().stream()
                        .map(name -> name + ":" + port)
                        .toList());
    }

    @Test
    void everythingIsBoundedWatchedPinnedAndOnLoopback() {
        assertThat(services).allSatisfy((name, service) -> {
            assertThat(service.at("mem_limit").exists()).as("memory limit").isTrue();
            assertThat(service.at("healthcheck").exists() || service.at("build").exists())
                    .as("health check")
                    .isTrue();
            assertThat(service.at("image").text()).matches(".+:[^:]+").doesNotEndWith(":latest");
            assertThat(service.at("ports").texts()).allMatch(port -> port.startsWith("127.0.0.1:"));
        });
        assertThat(services.values().stream()
                        .flatMap(service -> service.at("ports").texts().stream())
                        .map(port -> parts(port, ":").get(1)))
                .doesNotHaveDuplicates();
        assertThat(dockerfile).contains("\nHEALTHCHECK ").contains("\nUSER swarmlog\n");
    }

    @Test
    void whatIsReferredToExists() {
        Set<String> volumes = compose.at("volumes").entries().keySet();
        assertThat(services).allSatisfy((name, service) -> {
            assertThat(services.keySet())
                    .containsAll(service.at("depends_on").entries().keySet());
            assertThat(service.at("volumes").texts())
                    .map(volume -> parts(volume, ":").getFirst())
                    .allMatch(
                            from -> from.startsWith("./") ? Files.exists(Checkout.file(from)) : volumes.contains(from));
        });
        assertThat(ourServices().values().stream()
                        .map(service -> environment(service).get("SWARMLOG_INSTANCE_ID")))
                .doesNotContainNull()
                .doesNotHaveDuplicates();
        assertThat(Pattern.compile("^COPY (?!--from)(\\S+) ", Pattern.MULTILINE)
                        .matcher(dockerfile)
                        .results())
                .allMatch(copy -> Files.exists(Checkout.file(copy.group(1))));
    }

    /** Where they differ in more than heap and collector the cache is of no use, and nobody is told. */
    @Test
    void theImageRecordsItsStartsWithTheOptionsThatItRunsWith() {
        List<String> recording = words("RUN");
        List<String> running = words("ENTRYPOINT");

        assertThat(recording).contains("-XX:AOTCacheOutput=/opt/swarmlog/swarmlog.aot", "train");
        assertThat(running)
                .contains("-XX:AOTCache=/opt/swarmlog/swarmlog.aot")
                .containsAll(recording.stream()
                        .filter(word -> !word.matches("-XX:AOTCacheOutput=.*|-XX:\\+Use\\w+GC|train"))
                        .toList());
    }

    /** Of the first instruction of that name that is written as a list of words. */
    private List<String> words(String instruction) {
        String list = Pattern.compile("^" + instruction + " \\[([^]]*)]$", Pattern.MULTILINE)
                .matcher(dockerfile)
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow();
        return Pattern.compile("\"([^\"]*)\"")
                .matcher(list)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private Node service(String name) {
        return compose.at("services").at(name);
    }

    private static List<String> parts(String text, String separator) {
        return List.of(text.split(separator, -1));
    }

    /** What jlink leaves out is missed at run time only, and by an Error. */
    @Test
    void theImagesRuntimeHasEveryModuleThatOurCodeUses() {
        String dockerModules = Pattern.compile("--add-modules [\\\\\\s]*(\\S+)")
                .matcher(dockerfile)
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow();
        StringWriter needed = new StringWriter();
        String[] ours = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> entry.startsWith(Checkout.root().toString()) && !entry.endsWith("test-classes"))
                .filter(entry -> Files.exists(Path.of(entry)))
                .toArray(String[]::new);
        List<String> options =
                new ArrayList<>(List.of("--ignore-missing-deps", "--multi-release", "25", "--print-module-deps"));
        options.addAll(List.of(ours));

        int exitCode = ToolProvider.findFirst("jdeps")
                .orElseThrow()
                .run(new PrintWriter(needed), new PrintWriter(needed), options.toArray(String[]::new));

        assertThat(exitCode).as("%s", needed).isZero();
        assertThat(parts(dockerModules, ","))
                .containsAll(parts(needed.toString().trim(), ","));
    }

    /** The long-running services of the image; the simulator is a client that ends. */
    private Map<String, Node> ourServices() {
        return select(OUR_IMAGE).entrySet().stream()
                .filter(entry ->
                        entry.getValue().at("command").texts().getFirst().equals("service"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private Map<String, Node> select(String image) {
        return services.entrySet().stream()
                .filter(entry -> entry.getValue().at("image").text().equals(image))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Map<String, String> environment(Node service) {
        return service.at("environment").entries().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().text()));
    }

    private Map<String, String> imageEnvironment() {
        return Pattern.compile("(SWARMLOG_[A-Z_]+)=(\\S+)")
                .matcher(dockerfile)
                .results()
                .collect(Collectors.toMap(found -> found.group(1), (MatchResult found) -> found.group(2)));
    }
}
