package dev.swarmlog.coordinator.letters;

import dev.swarmlog.schemas.MessageAttributes;
import dev.swarmlog.v1.DeadLetter;
import dev.swarmlog.v1.Message;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter and the message that it was.
 *
 * @param partition where it lies in the dead-letter topic, with the offset
 * @param message null where it cannot be read
 * @param problem why it cannot be submitted again; empty when it can
 */
public record Letter(
        DeadLetter wire,
        int partition,
        long offset,
        @Nullable Message message,
        String problem) {

    static Letter of(DeadLetter wire, int partition, long offset, Deserializer<Message> messages, String submitted) {
        ByteBuffer value = wire.getValue();
        if (!wire.getTopic().equals(submitted)) {
            return unreadable(wire, partition, offset, "it was no message: it was read from " + wire.getTopic());
        }
        if (value.remaining() < wire.getValueBytes()) {
            String kept = value.remaining() + " of its " + wire.getValueBytes() + " bytes are kept";
            return unreadable(wire, partition, offset, kept + "; while the log has it, it is at " + place(wire));
        }
        byte[] bytes = new byte[value.remaining()];
        value.duplicate().get(bytes);
        try {
            Message message = messages.deserialize(submitted, bytes);
            return message == null
                    ? unreadable(wire, partition, offset, "it has no value")
                    : new Letter(wire, partition, offset, message, "");
        } catch (SerializationException e) {
            return unreadable(wire, partition, offset, "its value is no message: " + e.getMessage());
        }
    }

    private static Letter unreadable(DeadLetter wire, int partition, long offset, String problem) {
        return new Letter(wire, partition, offset, null, problem);
    }

    /** The id of the message, or what stands for it where the record had none. */
    public String id() {
        return StandardCharsets.UTF_8.decode(wire.getKey().duplicate()).toString();
    }

    /** Where the record lay that it was. */
    public String place() {
        return place(wire);
    }

    private static String place(DeadLetter wire) {
        return wire.getTopic() + "-" + wire.getPartition() + "@" + wire.getOffset();
    }

    public boolean isCalled(String idOrPlace) {
        return id().equals(idOrPlace) || place().equals(idOrPlace);
    }

    /** The dead letter that the message was made from; empty for a first submission. */
    public String resubmittedFrom() {
        return message == null ? "" : message.getAttributes().getOrDefault(MessageAttributes.RESUBMITTED_FROM, "");
    }
}
