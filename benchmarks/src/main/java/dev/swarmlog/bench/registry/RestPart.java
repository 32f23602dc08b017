package dev.swarmlog.bench.registry;

import dev.swarmlog.bench.Findings;
import dev.swarmlog.bench.Ground;
import dev.swarmlog.bench.Load;
import dev.swarmlog.bench.Part;
import dev.swarmlog.bench.Pauses;
import dev.swarmlog.bench.ServiceRun;
import dev.swarmlog.registry.RegistryService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * How soon a registry answers over HTTP, while all its agents beat once a second: one client with a connection of its own
 * asks without a pause for the ten best by three conditions, each time a question that was not asked before.
 */
final class RestPart implements Part {
    private static final String PREFIX = "rest-";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final double NANOS_PER_MS = 1e6;
    private static final int MEASURED_SECONDS_MAX = 10;
    private static final int STEP = 1_000_000;

    private final Scale scale;

    RestPart(Scale scale) {
        this.scale = scale;
    }

    @Override
    public String name() {
        return "rest";
    }

    @Override
    public void measure(Ground ground, Findings findings) throws InterruptedException {
        int agents = scale.agents();
        try (ServiceRun registry = ServiceRun.start(ground, PREFIX, RegistryService::service);
                Herd herd = new Herd(ground.bootstrapServers(), registry.wire(), agents);
                HttpClient client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build()) {
            herd.register();
            // a beat of an agent whose card was not read yet is refused
            Pauses.until(
                    "all agents are registered", PATIENCE, () -> registry.gauged("swarmlog.registry.agents") >= agents);
            try (Load load = Load.offering(herd, agents)) {
                Pauses.until(
                        "all agents are healthy",
                        PATIENCE,
                        () -> registry.gauged("swarmlog.registry.agents", "state", "HEALTHY") >= agents);
                ask(client, registry.http(), scale.warmUpSeconds());
                Reading before = Reading.of(registry, load);
                Histogram nanos = ask(client, registry.http(), Math.min(MEASURED_SECONDS_MAX, scale.seconds()));
                Reading after = Reading.of(registry, load);
                findings.figure("discovery_rest_p50_ms", nanos.getValueAtPercentile(50) / NANOS_PER_MS);
                findings.figure("discovery_rest_p99_ms", nanos.getValueAtPercentile(99) / NANOS_PER_MS);
                findings.figure("rest_heartbeats_per_s", after.since(before, Reading::accepted));
                findings.figure("rest_statuses_per_s", after.since(before, Reading::statuses));
            }
        }
        findings.limit("discovery_rest_p99_ms_max", 5);
    }

    private static Histogram ask(HttpClient client, URI registry, int seconds) throws InterruptedException {
        SplittableRandom random = new SplittableRandom(7);
        Histogram nanos = new Histogram(TimeUnit.SECONDS.toNanos(60), 3);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        for (long now = System.nanoTime(); now < end; ) {
            URI question = question(registry, random);
            long begin = System.nanoTime();
            HttpResponse<byte[]> answer = send(client, question);
            now = System.nanoTime();
            nanos.recordValue(now - begin);
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(question + " was answered " + answer.statusCode());
            }
        }
        return nanos;
    }

    private static URI question(URI registry, SplittableRandom random) {
        int region = random.nextInt(4);
        return registry.resolve(
                "/agents:find?capability=calc.carbon&version=%5E1." + random.nextInt(10) + "&region=region-"
                        + region + "&tag=team-" + random.nextInt(50) + "&near=region-" + region + "/zone-" + region
                        + "&limit=10&minHealth=0.0" + random.nextInt(STEP));
    }

    private static HttpResponse<byte[]> send(HttpClient client, URI question) throws InterruptedException {
        try {
            return client.send(HttpRequest.newBuilder(question).build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
