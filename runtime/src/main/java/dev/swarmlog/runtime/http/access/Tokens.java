package dev.swarmlog.runtime.http.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who has which token. The file has a line {@code name role sha256} for each, and comments that begin with {@code #}; so
 * it lets nobody in who reads it. A fast hash is enough: tokens are 256 random bits, which nobody guesses.
 */
public record Tokens(Map<String, Caller> byHash) {
    /** Tells ours from others at a glance, also to those who look for secrets in texts. */
    public static final String MARK = "swl_";

    private static final int RANDOM_BYTES = 32;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@-]{1,64}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    /** A token that nobody has yet. */
    public static String fresh() {
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        return MARK + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /** The file's line for a token. */
    public static String line(String name, Role role, String token) {
        return name + " " + role.name().toLowerCase(Locale.ROOT) + " " + hash(token);
    }

    /** Throws an IllegalArgumentException that names the line where something is wrong. */
    public static Tokens read(Path file) {
        try {
            return of(Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException("the tokens in " + file + " cannot be read: " + e, e);
        }
    }

    /** The same of its lines. */
    public static Tokens of(List<String> lines) {
        Map<String, Caller> byHash = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            List<String> words = SPACE.splitAsStream(line).toList();
            Role role = words.size() == 3 ? role(words.get(1)) : null;
            if (role == null
                    || !NAME.matcher(words.get(0)).matches()
                    || !HASH.matcher(words.get(2)).matches()) {
                throw new IllegalArgumentException("line " + (i + 1)
                        + ": a name, a role (viewer, operator or admin) and the token's SHA-256 in 64 hexadecimal"
                        + " digits are expected, as `swarmlog token` prints them");
            }
            byHash.put(words.get(2), new Caller(words.get(0), role));
        }
        return new Tokens(Map.copyOf(byHash));
    }

    /** Null for nobody. */
    @Nullable
    Caller find(String token) {
        return byHash.get(hash(token));
    }

    /** The role of that name; null where none has it. */
    static @Nullable Role role(String word) {
        return Arrays.stream(Role.values())
                .filter(role -> role != Role.ANYBODY && role.name().equals(word.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElse(null);
    }

    private static String hash(String token) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return byHash.values().stream().map(Caller::name).sorted().collect(Collectors.joining(", "));
    }
}
