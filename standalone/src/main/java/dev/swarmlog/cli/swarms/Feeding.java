package dev.swarmlog.cli.swarms;

import dev.swarmlog.agent.swarms.SwarmClient;
import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.cli.cluster.TopicReading;
import dev.swarmlog.cli.view.Json;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import dev.swarmlog.v1.SwarmCommand;
import dev.swarmlog.v1.SwarmCommandKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Brings the lines of a file to a swarm, a JSON value each, several in a load and several loads under way. */
public final class Feeding {
    private static final int LOAD_BYTES_MAX = 800_000;
    private static final int UNDER_WAY_MAX = 16;
    private static final int SECONDS_MAX = 60;
    private static final int ATTEMPTS_MAX = 600;

    private final SwarmClient client;
    private final String swarmId;
    private final int loadMax;
    private final Deque<Sent> underWay = new ArrayDeque<>();
    private List<ByteBuffer> items = new ArrayList<>();
    private long bytes;
    private long loads;
    private long fed;

    private record Sent(SwarmCommand.Builder command, CompletableFuture<Reply> reply) {}

    /** Loads of at most so many items. */
    public Feeding(SwarmClient client, String swarmId, int loadMax) {
        this.client = client;
        this.swarmId = swarmId;
        this.loadMax = loadMax;
    }

    /** Says how many items there were. */
    public long feed(Path file) throws InterruptedException {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    take(line);
                }
            }
        } catch (IOException e) {
            throw Failure.wrongUsage("cannot read items from " + file + ": " + e);
        }
        send(true);
        while (!underWay.isEmpty()) {
            settle();
        }
        return fed;
    }

    private void take(String line) throws InterruptedException {
        try {
            Json.parse(line);
        } catch (IllegalArgumentException e) {
            throw Failure.wrongUsage("item " + (fed + 1) + ": " + e.getMessage());
        }
        byte[] item = line.strip().getBytes(StandardCharsets.UTF_8);
        if (items.size() == loadMax || bytes + item.length > LOAD_BYTES_MAX) {
            send(false);
        }
        items.add(ByteBuffer.wrap(item));
        bytes += item.length;
        fed++;
    }

    private void send(boolean last) throws InterruptedException {
        SwarmCommand.Builder command = SwarmCommand.newBuilder()
                .setKind(SwarmCommandKind.FEED)
                .setSwarmId(swarmId)
                .setLoad(loads++)
                .setItems(items)
                .setLast(last)
                .setBy(System.getProperty("user.name", ""))
                .setSentAtMs(0);
        items = new ArrayList<>();
        bytes = 0;
        underWay.add(new Sent(command, client.ask(command)));
        while (underWay.size() >= UNDER_WAY_MAX) {
            settle();
        }
    }

    /** A load that is refused because of those before it, or because there is no room, is sent again with all behind it. */
    private void settle() throws InterruptedException {
        Sent first = underWay.removeFirst();
        Reply reply = answer(first);
        for (int attempt = 1; reply.getStatus() != ReplyStatus.COMPLETED; attempt++) {
            if (attempt == ATTEMPTS_MAX || !reply.getError().startsWith("so many loads")) {
                throw Failure.because("load " + first.command.getLoad() + ": " + reply.getError());
            }
            TimeUnit.MILLISECONDS.sleep(100);
            List<Sent> behind = List.copyOf(underWay);
            behind.forEach(this::answer);
            first = new Sent(first.command, client.ask(first.command));
            underWay.clear();
            behind.forEach(each -> underWay.add(new Sent(each.command, client.ask(each.command))));
            reply = answer(first);
        }
    }

    private Reply answer(Sent sent) {
        return TopicReading.settled(sent.reply, SECONDS_MAX, TimeUnit.SECONDS, "no coordinator answered");
    }
}
