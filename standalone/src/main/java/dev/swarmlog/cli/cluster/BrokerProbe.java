package dev.swarmlog.cli.cluster;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Finds out in a moment whether a Kafka broker answers. Kafka's own clients go on trying for a minute and say little; asked
 * by hand, a broker that is not there and a port that is something else are told apart at once.
 */
final class BrokerProbe {
    private static final short API_VERSIONS = 18;
    private static final int CORRELATION = 0x51AB;

    private final Duration timeout;
    private final boolean speaksPlainly;

    /** @param speaksPlainly whether the brokers speak without TLS; with it, only the connection is tried */
    BrokerProbe(Duration timeout, boolean speaksPlainly) {
        this.timeout = timeout;
        this.speaksPlainly = speaksPlainly;
    }

    /** Returns when one of the brokers answers. */
    void reach(String bootstrapServers) {
        List<String> found = new ArrayList<>();
        for (String server : bootstrapServers.split(",", -1)) {
            String problem = ask(address(server.strip()));
            if (problem.isEmpty()) {
                return;
            }
            found.add(server.strip() + ": " + problem);
        }
        throw Failure.cannotReach(
                "no Kafka broker answers (" + String.join("; ", found)
                        + "). Is the platform up? './swarmlog up' starts one; --bootstrap-servers or"
                        + " SWARMLOG_BOOTSTRAP_SERVERS names another",
                null);
    }

    private static InetSocketAddress address(String server) {
        int colon = server.lastIndexOf(':');
        try {
            if (colon > 0) {
                String host = server.substring(0, colon).replaceAll("^\\[|]$", "");
                return new InetSocketAddress(host, Integer.parseInt(server.substring(colon + 1)));
            }
        } catch (IllegalArgumentException notAPort) {
            // said below
        }
        throw Failure.wrongUsage(
                "--bootstrap-servers: host:port is expected, with commas between several, not '" + server + "'");
    }

    /** What is wrong with it; empty when nothing is. */
    private String ask(InetSocketAddress address) {
        if (address.isUnresolved()) {
            return "unknown host";
        }
        try (Socket socket = new Socket()) {
            socket.connect(address, (int) timeout.toMillis());
            socket.setSoTimeout((int) timeout.toMillis());
            return !speaksPlainly || isBroker(socket) ? "" : "something listens there that is no Kafka broker";
        } catch (SocketTimeoutException e) {
            return "no answer within " + timeout.toSeconds() + " s";
        } catch (IOException e) {
            String message = e.getMessage();
            return message == null || message.isEmpty() ? "closed the connection" : message.toLowerCase(Locale.ROOT);
        }
    }

    private static boolean isBroker(Socket socket) throws IOException {
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        out.writeInt(10);
        out.writeShort(API_VERSIONS);
        out.writeShort(0);
        out.writeInt(CORRELATION);
        out.writeShort(-1);
        out.flush();
        DataInputStream in = new DataInputStream(socket.getInputStream());
        int length = in.readInt();
        return length > 4 && length < 1 << 20 && in.readInt() == CORRELATION;
    }
}
