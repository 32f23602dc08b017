package dev.swarmlog.runtime.http.shape;

/**
 * What is wrong with one value of a request.
 *
 * @param field where, as {@code routing.tags[2]}; empty for the whole
 */
public record Flaw(String field, String reason) {
    /** A flaw of a message as our own checks write it: {@code field: reason}. */
    public static Flaw of(String message) {
        int colon = message.indexOf(": ");
        boolean named = colon > 0 && message.substring(0, colon).chars().noneMatch(Character::isWhitespace);
        return named ? new Flaw(message.substring(0, colon), message.substring(colon + 2)) : new Flaw("", message);
    }

    @Override
    public String toString() {
        return field.isEmpty() ? reason : field + ": " + reason;
    }
}
