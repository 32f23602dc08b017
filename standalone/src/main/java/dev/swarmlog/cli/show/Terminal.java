package dev.swarmlog.cli.show;

import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** What stands at the other end of stdin and stdout. */
final class Terminal {
    private static final Size USUAL = new Size(80, 24);
    private static final long SIZE_TIMEOUT_MS = 500;

    record Size(int columns, int rows) {}

    private Terminal() {}

    /** On JDK 25 a console is null again where nobody sits; the check that says otherwise knows the versions between. */
    @SuppressWarnings("SystemConsoleNull")
    static boolean isThere() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    static boolean wantsColours() {
        String no = System.getenv("NO_COLOR");
        return (no == null || no.isEmpty()) && !"dumb".equals(System.getenv("TERM"));
    }

    /** Whether stdout's character set has more than ASCII. */
    static boolean showsUnicode() {
        return System.out.charset().newEncoder().canEncode('▁');
    }

    /** As {@code stty} tells it, which follows when the window is resized. */
    static Size size() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!stty.waitFor(SIZE_TIMEOUT_MS, TimeUnit.MILLISECONDS)) {
                stty.destroyForcibly();
                return USUAL;
            }
            String[] words = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                    .strip()
                    .split(" ", -1);
            Size size = new Size(Integer.parseInt(words[1]), Integer.parseInt(words[0]));
            return size.columns() > 0 && size.rows() > 0 ? size : USUAL;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return USUAL;
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return USUAL;
        }
    }
}
