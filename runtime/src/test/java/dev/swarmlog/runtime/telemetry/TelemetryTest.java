package dev.swarmlog.runtime.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.api.OpenTelemetry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TelemetryTest {
    @Test
    void sendsSpansToACollector() throws Exception {
        BlockingQueue<String> requests = new LinkedBlockingQueue<>();
        HttpServer collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/", exchange -> {
            requests.add(exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();

        try (Telemetry telemetry = Telemetry.exportingTo(
                "http://127.0.0.1:" + collector.getAddress().getPort() + "/", "test", 1.0)) {
            telemetry.tracer("test").spanBuilder("work").startSpan().end();
        }

        assertThat(requests.poll(5, TimeUnit.SECONDS)).isEqualTo("/v1/traces");
        collector.stop(0);
    }

    @Test
    void isOffWithoutAnEndpoint() {
        assertThat(Telemetry.exportingTo("", "test", 1.0).openTelemetry()).isSameAs(OpenTelemetry.noop());
    }
}
