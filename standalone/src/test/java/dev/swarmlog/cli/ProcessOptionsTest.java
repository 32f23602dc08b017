package dev.swarmlog.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What makes no sense is refused before a process is started. */
final class ProcessOptionsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--break router | --platform processes, too",
                "--platform processes --break sun | broker, registry, router can be broken, not 'sun'",
                "--platform processes --brokers 1 --break broker | none can be missed",
                "--platform processes --routers 0 | 1 to 9",
                "--platform processes --break router --break-every 1ms | at least 100ms",
                "--platform clouds | processes"
            })
    void refuses(String options, String why) {
        StringWriter err = new StringWriter();
        String[] arguments = Stream.concat(Stream.of("simulate"), Arrays.stream(options.split(" ", -1)))
                .toArray(String[]::new);

        int exit = Swarmlog.commandLine().setErr(new PrintWriter(err)).execute(arguments);

        assertThat(exit).as("%s", err).isEqualTo(2);
        assertThat(err.toString()).containsIgnoringCase(why);
    }
}
