package dev.swarmlog.document;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads one document. Thread-safe. */
public final class DocumentReader {
    private final DocumentLimits limits;

    public DocumentReader(DocumentLimits limits) {
        this.limits = limits;
    }

    /** Null, with at least one problem, where the bytes are no document; other problems leave a tree to go on with. */
    public @Nullable Written read(byte[] bytes, Problems problems) {
        if (bytes.length > limits.bytesMax()) {
            problems.add(
                    Spot.BEGIN,
                    "",
                    "",
                    "a document of at most " + limits.bytesMax() + " bytes is expected, found " + bytes.length);
            return null;
        }
        String text = decoded(bytes, problems);
        return text == null ? null : read(text, problems);
    }

    private @Nullable Written read(String text, Problems problems) {
        LoadSettings settings = LoadSettings.builder()
                .setCodePointLimit(limits.bytesMax() + 1)
                .setParseComments(false)
                .setUseMarks(true)
                .build();
        try {
            Iterator<Event> events = new Parse(settings).parseString(text).iterator();
            return new TreeReader(text, events, limits, problems).document();
        } catch (TooMuch e) {
            problems.add(e.at, "", "", e.text);
        } catch (MarkedYamlEngineException e) {
            problems.add(spot(e.getProblemMark()), "", "", "it is neither YAML nor JSON: " + reason(e));
        } catch (YamlEngineException e) {
            problems.add(unprintable(text), "", "", "it is neither YAML nor JSON: " + e.getMessage());
        }
        return null;
    }

    /** Ends the reading of a document that holds more than it may. */
    static final class TooMuch extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Spot at;
        private final String text;

        TooMuch(Spot at, String text) {
            super(text, null, false, false);
            this.at = at;
            this.text = text;
        }
    }

    static Spot spot(Optional<Mark> mark) {
        return mark.map(m -> new Spot(m.getLine() + 1, m.getColumn() + 1)).orElse(Spot.BEGIN);
    }

    private static String reason(MarkedYamlEngineException e) {
        String context = e.getContext();
        String problem = String.valueOf(e.getProblem()).strip();
        return context == null || context.isBlank() ? problem : problem + " (" + context.strip() + ")";
    }

    /** YAML's reader says only that there is a character that nobody can print, not where. */
    private static Spot unprintable(String text) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                line++;
                column = 1;
            } else if ((c < ' ' && c != '\t' && c != '\r') || c == 0x7f || c == 0xfffe || c == 0xffff) {
                return new Spot(line, column);
            } else {
                column++;
            }
        }
        return Spot.BEGIN;
    }

    private static @Nullable String decoded(byte[] bytes, Problems problems) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        CoderResult result = decoder.decode(in, out, true);
        if (!result.isError()) {
            String text = out.flip().toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        }
        Spot at = end(out.flip());
        problems.add(
                at,
                "",
                "",
                "UTF-8 is expected, found the byte 0x%02x that cannot stand there".formatted(bytes[in.position()]));
        return null;
    }

    private static Spot end(CharSequence text) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < text.length(); i++) {
            boolean ends = text.charAt(i) == '\n';
            line += ends ? 1 : 0;
            column = ends ? 1 : column + 1;
        }
        return new Spot(line, column);
    }
}
