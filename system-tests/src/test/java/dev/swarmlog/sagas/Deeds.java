package dev.swarmlog.sagas;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What all agents did, by message; the world that sagas change. */
record Deeds(Map<String, List<Deed>> byMessage) {
    static final String SUFFIX = ".deeds";

    static Deeds in(Path folder) throws IOException {
        Map<String, List<Deed>> all = new HashMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path file : files) {
                for (String line : Files.readAllLines(file)) {
                    Deed deed = Deed.parse(line);
                    all.computeIfAbsent(deed.messageId(), id -> new ArrayList<>())
                            .add(deed);
                }
            }
        }
        return new Deeds(all);
    }

    List<Deed> of(String messageId) {
        return byMessage.getOrDefault(messageId, List.of());
    }

    boolean done(String messageId) {
        return of(messageId).stream().anyMatch(deed -> deed.what().equals(Deed.DONE));
    }

    boolean answered(String messageId, String nonce) {
        return of(messageId).stream()
                .anyMatch(deed -> deed.what().equals(Deed.DONE) && deed.nonce().equals(nonce));
    }
}
