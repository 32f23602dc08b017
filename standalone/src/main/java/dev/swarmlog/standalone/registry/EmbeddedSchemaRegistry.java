package dev.swarmlog.standalone.registry;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The registry as a server on the loopback interface. What it answered stands in the broker's {@code _schemas} topic. */
public final class EmbeddedSchemaRegistry implements AutoCloseable {
    static {
        // without it, the second packet of an answer waits 40 ms for the acknowledgement of the first
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService requests;
    private final SchemaLog log;

    private EmbeddedSchemaRegistry(HttpServer server, ExecutorService requests, SchemaLog log) {
        this.server = server;
        this.requests = requests;
        this.log = log;
    }

    /**
     * Loads the schemas, then listens.
     *
     * @param port 0 for any free one
     */
    public static EmbeddedSchemaRegistry start(String bootstrapServers, int port) {
        SchemaLog log = SchemaLog.open(bootstrapServers);
        try {
            DurableBook book = new DurableBook(log);
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
            JsonRoutes routes = new JsonRoutes().on("GET", "/", request -> Map.of());
            new SubjectRoutes(book).addTo(routes);
            new RuleRoutes(book).addTo(routes);
            server.createContext("/", routes);
            server.setExecutor(requests);
            server.start();
            return new EmbeddedSchemaRegistry(server, requests, log);
        } catch (IOException e) {
            log.close();
            throw new UncheckedIOException("the schema registry cannot listen on port " + port, e);
        }
    }

    public String url() {
        return "http://" + server.getAddress().getHostString() + ":"
                + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        requests.shutdownNow();
        log.close();
    }
}
