package dev.swarmlog.runtime.http;

/** The HTTP server cannot have the address that it is told to serve on. */
public final class PortTaken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PortTaken(String host, int port, Throwable cause) {
        super(
                "cannot serve HTTP on " + host + ":" + port
                        + ": the port is taken or not allowed; set SWARMLOG_HTTP_PORT to a free one, or to 0 for any",
                cause);
    }
}
