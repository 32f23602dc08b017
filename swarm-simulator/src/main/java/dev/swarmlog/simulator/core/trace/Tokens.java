package dev.swarmlog.simulator.core.trace;

/**
 * What tokens are in bytes and time, for traces of models: a prompt is read fast, an answer is written token by token.
 *
 * @param bytesPerToken of the prompt, which is the payload
 */
public record Tokens(double bytesPerToken, double msPerTokenRead, double msPerTokenWritten) {
    /** A larger model on one accelerator of its time; the trace's paper measures such times. */
    public static final Tokens USUAL = new Tokens(4, 0.2, 25);

    Arrival arrival(double atMs, int read, int written) {
        return new Arrival(
                atMs,
                (int) Math.min(Integer.MAX_VALUE, Math.round(read * bytesPerToken)),
                read * msPerTokenRead + written * msPerTokenWritten);
    }
}
