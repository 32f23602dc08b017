package dev.swarmlog.router;

import org.apache.avro.specific.SpecificRecord;

/** A record on its way out, and where to. */
record Outbound(String topic, int partition, SpecificRecord value) {
    static final int BY_KEY = -1;

    static Outbound byKey(String topic, SpecificRecord value) {
        return new Outbound(topic, BY_KEY, value);
    }
}
