package dev.swarmlog.simulator.core.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TraceReaderTest {
    private final TraceReader reader = new TraceReader(new Tokens(4, 0.5, 10));

    private List<Arrival> read(String text) throws IOException {
        return reader.read(new BufferedReader(new StringReader(text)));
    }

    @Test
    void requestsToModelsAreReadAsTheyWerePublishedFirst() throws IOException {
        assertThat(read("""
                TIMESTAMP,ContextTokens,GeneratedTokens
                2023-11-16 18:15:46.6805900,374,44
                2023-11-16 18:15:50.9951690,396,109
                """)).containsExactly(new Arrival(0, 1_496, 627), new Arrival(4_314.579, 1_584, 1_288));
    }

    @Test
    void requestsToModelsAreReadAsTheyWerePublishedLater() throws IOException {
        assertThat(read("""
                TIMESTAMP,ContextTokens,GeneratedTokens
                2024-05-10 00:00:00.009930+00:00,2162,5
                2024-05-10 02:00:01+02:00,10,0
                """)).extracting(Arrival::bytes).containsExactly(8_648, 40);
    }

    @Test
    void plainOnesAreSortedAndBeginAtNothing() throws IOException {
        assertThat(read("at_ms,bytes,work_ms\n12.5,10,\n\n10,20,3.5\n"))
                .containsExactly(new Arrival(0, 20, 3.5), new Arrival(2.5, 10, -1));
    }

    @Test
    void allThatIsWrongIsToldWithItsLine() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("at_ms,bytes,work_ms\n1,2\n1,x,3\n1,2,3\n-1,2,3\n1,1.5,3\n"))
                .withMessage(String.join(
                        System.lineSeparator(),
                        "2: 3 fields are expected, found 2",
                        "3: a number is expected, found 'x'",
                        "5: a number of 0 or more is expected, found '-1'",
                        "6: a whole number is expected, found '1.5'"));
    }

    @Test
    void aTraceOfAnotherFormIsToldFromThese() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("a,b\n1,2\n"))
                .withMessageContaining("found 'a,b'");
        assertThatIllegalArgumentException().isThrownBy(() -> read("")).withMessageContaining("found 'null'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("at_ms,bytes,work_ms\n"))
                .withMessageContaining("at least one message");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("TIMESTAMP,ContextTokens,GeneratedTokens\nyesterday,1,2\n"))
                .withMessageContaining("2: Text 'yesterday' could not be parsed");
    }
}
