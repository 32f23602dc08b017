package dev.swarmlog.saga.core.definition;

import java.util.List;

/** A JSON document as it was written; nobody here looks inside. */
public record Json(String text) {
    public static final Json NULL = new Json("null");

    /** The list of these documents. */
    public static Json array(List<Json> elements) {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < elements.size(); i++) {
            text.append(i == 0 ? "" : ",").append(elements.get(i).text);
        }
        return new Json(text.append(']').toString());
    }

    public static Json string(String value) {
        StringBuilder text = new StringBuilder(value.length() + 2).append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ') {
                text.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            } else {
                text.append(c);
            }
        }
        return new Json(text.append('"').toString());
    }

    /** How long it is in UTF-8. */
    public int bytes() {
        int bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                // a surrogate is half of four bytes
                bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
            }
        }
        return bytes;
    }
}
