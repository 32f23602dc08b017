package dev.swarmlog.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A headless Chromium with one page. For one thread. */
final class Browser implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Process process;
    private final HttpClient http = HttpClient.newHttpClient();
    private final WebSocket socket;
    private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final ConcurrentLinkedQueue<String> requested = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> complaints = new ConcurrentLinkedQueue<>();

    private Browser(Process process, URI page) {
        this.process = process;
        this.socket = http.newWebSocketBuilder().buildAsync(page, new Ear()).join();
    }

    /** Where one is installed. */
    static Optional<Path> installed() {
        return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** @param folder of its own, for its profile */
    static Browser open(Path program, Path folder) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        program.toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--no-first-run",
                        "--hide-scrollbars",
                        "--window-size=1400,900",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + folder,
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("browser.log").toFile());
        builder.environment().put("TMPDIR", folder.toString());
        Process process = builder.start();
        try {
            Browser browser = new Browser(process, page(process, folder.resolve("DevToolsActivePort")));
            browser.ask("Page.enable", Map.of());
            browser.ask("Runtime.enable", Map.of());
            browser.ask("Log.enable", Map.of());
            browser.ask("Network.enable", Map.of());
            browser.ask("Performance.enable", Map.of());
            return browser;
        } catch (RuntimeException | IOException | InterruptedException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static URI page(Process process, Path portFile) throws IOException, InterruptedException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < until && process.isAlive()) {
            List<String> lines = Files.exists(portFile) ? Files.readAllLines(portFile) : List.of();
            if (lines.size() == 2) {
                try (HttpClient client = HttpClient.newHttpClient()) {
                    URI list = URI.create("http://127.0.0.1:" + lines.getFirst() + "/json/list");
                    String told = client.send(HttpRequest.newBuilder(list).build(), BodyHandlers.ofString())
                            .body();
                    for (JsonNode target : JSON.readTree(told)) {
                        if (target.path("type").asText().equals("page")) {
                            return URI.create(
                                    target.path("webSocketDebuggerUrl").asText());
                        }
                    }
                }
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        throw new IllegalStateException("the browser did not open its door in time");
    }

    /** Goes to an address, and returns when it is loaded; streams go on. */
    void visit(String url) throws InterruptedException {
        ask("Page.navigate", Map.of("url", url));
        await("document.readyState === 'complete' && location.href.startsWith("
                + JSON.getNodeFactory().textNode(url) + ")");
    }

    /** What an expression of the page is, or its promise comes to. */
    JsonNode value(String expression) throws InterruptedException {
        JsonNode told =
                ask("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
        if (told.has("exceptionDetails")) {
            throw new AssertionError(expression + ": " + told.path("exceptionDetails"));
        }
        return told.path("result").path("value");
    }

    String text(String selector) throws InterruptedException {
        return value("document.querySelector('" + selector + "')?.innerText ?? ''")
                .asText();
    }

    void await(String expression) throws InterruptedException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!value("Boolean(" + expression + ")").asBoolean()) {
            if (System.nanoTime() > until) {
                throw new AssertionError("never true: " + expression + "; the page says: " + text("body")
                        + "; it complained: " + complaints);
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /** Presses and lets go of keys as the keyboard names them. */
    void press(String... keys) throws InterruptedException {
        for (String key : keys) {
            Map<String, Object> down = new ConcurrentHashMap<>(Map.of("type", "keyDown", "key", key));
            switch (key) {
                case "Enter" -> down.putAll(Map.of("text", "\r", "code", "Enter", "windowsVirtualKeyCode", 13));
                case "Tab" -> down.putAll(Map.of("code", "Tab", "windowsVirtualKeyCode", 9));
                default -> {
                    if (key.length() == 1) {
                        down.put("text", key);
                    }
                }
            }
            ask("Input.dispatchKeyEvent", down);
            ask("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key));
        }
    }

    void prefer(String scheme) throws InterruptedException {
        ask(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** Keeps a picture in the folder that {@code -Ddashboard.images} names, if it does. */
    void keep(String name) throws IOException, InterruptedException {
        String images = System.getProperty("dashboard.images", "");
        if (images.isEmpty()) {
            return;
        }
        Path file = Path.of(images, "dashboard-" + name + ".png");
        String base64 = ask("Page.captureScreenshot", Map.of("format", "png"))
                .path("data")
                .asText();
        Files.createDirectories(file.getParent());
        Files.write(file, Base64.getDecoder().decode(base64));
    }

    /** Everything that it asked a server for, since it was opened. */
    List<String> requested() {
        return new ArrayList<>(requested);
    }

    /** What the console said of errors. */
    List<String> complaints() {
        return new ArrayList<>(complaints);
    }

    /** How much of a core all its processes take together, by the kernel's books; no less than its page says of itself. */
    double busyPercent(int seconds) throws InterruptedException {
        TimeUnit.SECONDS.sleep(1);
        Duration cpuBefore = cpuTime();
        double tasksBefore = taskSeconds();
        long from = System.nanoTime();
        TimeUnit.SECONDS.sleep(seconds);
        double passed = (System.nanoTime() - from) / 1e9;
        double cpu = cpuTime().minus(cpuBefore).toNanos() / 1e9;
        return 100 * Math.max(taskSeconds() - tasksBefore, cpu) / passed;
    }

    private Duration cpuTime() {
        return Stream.concat(Stream.of(process.toHandle()), process.toHandle().descendants())
                .map(each -> each.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** Seconds that the page's own thread was busy, since it was opened. */
    private double taskSeconds() throws InterruptedException {
        for (JsonNode metric : ask("Performance.getMetrics", Map.of()).path("metrics")) {
            if (metric.path("name").asText().equals("TaskDuration")) {
                return metric.path("value").asDouble();
            }
        }
        throw new IllegalStateException("the browser does not tell its TaskDuration");
    }

    JsonNode ask(String method, Map<String, ?> parameters) throws InterruptedException {
        int id = ids.incrementAndGet();
        ObjectNode request = JSON.createObjectNode().put("id", id).put("method", method);
        request.set("params", JSON.valueToTree(parameters));
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        asked.put(id, answer);
        socket.sendText(request.toString(), true).join();
        try {
            JsonNode told = answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (told.has("error")) {
                throw new IllegalStateException(method + ": " + told.path("error"));
            }
            return told.path("result");
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(method + " was not answered", e);
        }
    }

    /** Hears answers and events; texts come in parts. */
    private final class Ear implements WebSocket.Listener {
        private final StringBuilder parts = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            parts.append(part);
            if (last) {
                String whole = parts.toString();
                parts.setLength(0);
                try {
                    hear(JSON.readTree(whole));
                } catch (IOException e) {
                    complaints.add("not JSON: " + whole);
                }
            }
            from.request(1);
            return null;
        }
    }

    private void hear(JsonNode told) {
        if (told.has("id")) {
            CompletableFuture<JsonNode> answer = asked.remove(told.path("id").asInt());
            if (answer != null) {
                answer.complete(told);
            }
            return;
        }
        JsonNode about = told.path("params");
        switch (told.path("method").asText()) {
            case "Network.requestWillBeSent" ->
                requested.add(about.path("request").path("url").asText());
            case "Runtime.exceptionThrown" ->
                complaints.add(about.path("exceptionDetails").toString());
            case "Log.entryAdded" -> {
                if (about.path("entry").path("level").asText().equals("error")) {
                    complaints.add(about.path("entry").toString());
                }
            }
            default -> {
                // of no interest
            }
        }
    }

    @Override
    public void close() {
        socket.abort();
        http.close();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
