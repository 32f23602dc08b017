package dev.swarmlog.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of this machine's loopback interface: nothing of the platform listens anywhere else. */
public final class Ports {
    public static final String HOST = "127.0.0.1";

    /** Below the range from which the usual kernels number outgoing connections, so that none of those gets in between. */
    private static final int FREE_MIN = 15_000;

    private static final int FREE_MAX = 32_000;
    private static final int TRIES_MAX = 100;

    /** Those that this process was given: between the choice of a port and its use, somebody else here may choose too. */
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private Ports() {}

    /** A port that nobody listens on, another one each time; at random, so that processes which start together do not meet. */
    public static int free() {
        for (int i = 0; i < TRIES_MAX; i++) {
            int port = ThreadLocalRandom.current().nextInt(FREE_MIN, FREE_MAX);
            if (isFree(port) && GIVEN.add(port)) {
                return port;
            }
        }
        throw new CannotStartException(
                "found no free port between " + FREE_MIN + " and " + FREE_MAX + " in " + TRIES_MAX + " tries", null);
    }

    /** The port itself, or a free one for 0; refuses a port that somebody listens on. */
    static int claim(int port, String purpose) {
        if (port == 0) {
            return free();
        }
        if (!isFree(port)) {
            throw new CannotStartException(
                    "port " + port + " for " + purpose + " is taken: stop what listens there, or choose another port",
                    null);
        }
        return port;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // as servers do: what lingers of closed connections is no hindrance
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
