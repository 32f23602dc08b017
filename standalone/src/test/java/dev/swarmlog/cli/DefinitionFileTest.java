package dev.swarmlog.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.swarmlog.cli.cluster.Failure;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DefinitionFileTest {
    private static final DefinitionFile BUDGET = new DefinitionFile("a budget", 10);

    @TempDir
    private Path folder;

    @Test
    void readsWhatIsPipedToItUnderADash() {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream("kind: x".getBytes(StandardCharsets.UTF_8)));
        try {
            assertThat(BUDGET.text(Path.of("-"))).isEqualTo("kind: x");
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void saysWhyAFileCannotBeRead() throws Exception {
        refuses(folder.resolve("none.yaml"), "there is no such file");
        refuses(folder, "it is a directory");
        refuses(Files.writeString(folder.resolve("long"), "0123456789X"), "it has more than 10 bytes");
        refuses(Files.write(folder.resolve("bytes"), new byte[] {(byte) 0xff, 1}), "it is not UTF-8");
        assertThat(BUDGET.text(Files.writeString(folder.resolve("fits"), "0123456789")))
                .hasSize(10);
    }

    private static void refuses(Path file, String why) {
        assertThatThrownBy(() -> BUDGET.text(file))
                .isInstanceOf(Failure.class)
                .hasMessage("cannot read a budget from " + file + ": " + why);
    }
}
