package dev.swarmlog.router.rules;

import dev.cel.common.ast.CelExpr;
import dev.cel.runtime.CelEvaluationListener;
import dev.cel.runtime.CelVariableResolver;
import dev.swarmlog.v1.Message;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Mutable and for one thread: the message that rules look at, and the steps that the present look has taken. The payload
 * is read when a rule first asks for it, once.
 */
final class Subject implements CelVariableResolver, CelEvaluationListener {
    static final String TYPE = "type";
    static final String SOURCE = "source";
    static final String PRIORITY = "priority";
    static final String HOPS = "hops";
    static final String ATTRIBUTES = "attributes";
    static final String PAYLOAD = "payload";

    static final int SIZE_OF_A_STEP = 16;

    private final int stepsMax;
    private final int payloadBytesMax;
    private Message message = new Message();
    private @Nullable Object payload;
    private String payloadTrouble = "";
    private boolean payloadRead;
    private boolean payloadAsked;
    private int steps;

    /** Ends an evaluation from within. Without a stack trace, for it comes thousandfold when it comes. */
    private static final class Unanswerable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unanswerable() {
            super("the rule cannot go on", null, false, false);
        }
    }

    Subject(RuleLimits limits) {
        stepsMax = limits.stepsMax();
        payloadBytesMax = limits.payloadBytesMax();
    }

    Subject of(Message next) {
        message = next;
        payload = null;
        payloadTrouble = "";
        payloadRead = false;
        return this;
    }

    Message message() {
        return message;
    }

    /** Before each expression. */
    void begin() {
        steps = 0;
        payloadAsked = false;
    }

    /** Whether the expression asked for the payload, so that what it says holds for this message alone. */
    boolean payloadAsked() {
        return payloadAsked;
    }

    /** Why the expression cannot be answered, whatever CEL made of it; empty where it can. */
    String trouble() {
        if (steps > stepsMax) {
            return "it takes more than " + stepsMax + " steps";
        }
        return payloadAsked ? payloadTrouble : "";
    }

    @Override
    public Optional<Object> find(String name) {
        return switch (name) {
            case TYPE -> Optional.of(message.getType());
            case SOURCE -> Optional.of(message.getSource());
            case PRIORITY -> Optional.of(message.getPriority().name());
            case HOPS -> Optional.of((long) message.getHops());
            case ATTRIBUTES -> Optional.of(message.getAttributes());
            case PAYLOAD -> Optional.of(payload());
            default -> Optional.empty();
        };
    }

    @Override
    public void callback(CelExpr part, Object value) {
        steps += 1 + sizeOf(value) / SIZE_OF_A_STEP;
        if (steps > stepsMax) {
            throw new Unanswerable();
        }
    }

    private static int sizeOf(Object value) {
        return switch (value) {
            case String text -> text.length();
            case Collection<?> elements -> elements.size();
            case Map<?, ?> entries -> entries.size();
            default -> 0;
        };
    }

    private Object payload() {
        payloadAsked = true;
        if (!payloadRead) {
            payloadRead = true;
            payload = readPayload();
        }
        Object read = payload;
        if (read == null) {
            throw new Unanswerable();
        }
        return read;
    }

    private @Nullable Object readPayload() {
        int bytes = message.getPayload().remaining();
        if (bytes > payloadBytesMax) {
            payloadTrouble = "rules read payloads of at most " + payloadBytesMax + " bytes, this one has " + bytes;
            return null;
        }
        try {
            return JsonPayload.read(message.getPayload());
        } catch (IOException e) {
            payloadTrouble = "the payload is no JSON that rules can read";
            return null;
        }
    }
}
