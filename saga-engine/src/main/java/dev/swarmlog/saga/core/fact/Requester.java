package dev.swarmlog.saga.core.fact;

/**
 * Who started a saga and hears how it ended.
 *
 * @param topic empty means that nobody waits
 * @param partition negative means by the key
 * @param key the correlation key of the reply
 */
public record Requester(String topic, int partition, String key) {
    public static final Requester NOBODY = new Requester("", -1, "");
}
