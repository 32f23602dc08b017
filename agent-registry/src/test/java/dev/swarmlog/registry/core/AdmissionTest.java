package dev.swarmlog.registry.core;

import static dev.swarmlog.registry.core.Agents.ADMISSION;
import static dev.swarmlog.registry.core.Agents.T0;
import static dev.swarmlog.registry.core.Agents.card;
import static dev.swarmlog.registry.core.Agents.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.swarmlog.registry.core.Card.Capability;
import dev.swarmlog.registry.core.Card.Capacity;
import dev.swarmlog.registry.core.Card.Place;
import dev.swarmlog.registry.core.Refusal.Reason;
import dev.swarmlog.registry.core.RegistryEvent.Beat;
import dev.swarmlog.registry.core.RegistryEvent.Load;
import dev.swarmlog.registry.core.RegistryEvent.Work;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AdmissionTest {
    private static final String LONG = "x".repeat(257);
    private static final Place PLACE = new Place("eu", "eu-1", 3);
    private static final Capacity CAPACITY = new Capacity(8, 1.0, 1_000);

    @Test
    void takesAGoodCardAndBeat() {
        assertThat(ADMISSION.refusal(card(1), T0)).isNull();
        assertThat(ADMISSION.refusal(Agents.beat(1, 0), T0)).isNull();
    }

    static Stream<Arguments> badCards() {
        return Stream.of(
                arguments(Reason.NO_ID, with(card(1), " ", "")),
                arguments(Reason.ID_TOO_LONG, with(card(1), LONG, "")),
                arguments(Reason.ID_TOO_LONG, with(card(1), "x".repeat(1 << 20), "")),
                arguments(Reason.BAD_EPOCH, card(-1)),
                arguments(Reason.BAD_EPOCH, card(Long.MAX_VALUE)),
                arguments(Reason.FIELD_TOO_LONG, with(card(1), "a", LONG)),
                arguments(Reason.TOO_MANY_CAPABILITIES, capable(Collections.nCopies(5, new Capability("a", "1.0.0")))),
                arguments(Reason.BAD_CAPABILITY, capable(List.of(new Capability("", "1.0.0")))),
                arguments(Reason.BAD_CAPABILITY, capable(List.of(new Capability(LONG, "1.0.0")))),
                arguments(Reason.BAD_CAPABILITY, capable(Collections.nCopies(2, new Capability("a", "1.0.0")))),
                arguments(Reason.BAD_VERSION, capable(List.of(new Capability("a", "1")))),
                arguments(Reason.TOO_MANY_TAGS, tagged(List.of("1", "2", "3", "4", "5"))),
                arguments(Reason.FIELD_TOO_LONG, tagged(List.of(LONG))),
                arguments(Reason.FIELD_TOO_LONG, with(card(1), new Place(LONG, "", 0), CAPACITY)),
                arguments(Reason.FIELD_TOO_LONG, with(card(1), new Place("", LONG, 0), CAPACITY)),
                arguments(Reason.BAD_INBOX_PARTITION, with(card(1), new Place("", "", -1), CAPACITY)),
                arguments(Reason.BAD_INBOX_PARTITION, with(card(1), new Place("", "", 16), CAPACITY)),
                arguments(Reason.BAD_CONCURRENCY, with(card(1), PLACE, new Capacity(0, 1, 1_000))),
                arguments(Reason.BAD_CONCURRENCY, with(card(1), PLACE, new Capacity(1_001, 1, 1_000))),
                arguments(Reason.BAD_WEIGHT, with(card(1), PLACE, new Capacity(1, 0, 1_000))),
                arguments(Reason.BAD_WEIGHT, with(card(1), PLACE, new Capacity(1, Double.NaN, 1_000))),
                arguments(Reason.BAD_WEIGHT, with(card(1), PLACE, new Capacity(1, Double.POSITIVE_INFINITY, 1_000))),
                arguments(Reason.BAD_HEARTBEAT_INTERVAL, with(card(1), PLACE, new Capacity(1, 1, 99))),
                arguments(Reason.BAD_HEARTBEAT_INTERVAL, with(card(1), PLACE, new Capacity(1, 1, 30_001))));
    }

    @ParameterizedTest
    @MethodSource("badCards")
    void refusesCardsWithAReason(Reason reason, Card card) {
        assertThat(ADMISSION.refusal(card, T0)).isNotNull().satisfies(refusal -> {
            assertThat(refusal.reason()).isEqualTo(reason);
            assertThat(refusal.detail()).hasSizeLessThan(300);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1", "1.2", "01.2.3", "1.2.3-", "v1.2.3", "1.2.3-01", "1.2.3+", "-1.0.0", "1.0.0 ", "latest"})
    void knowsNoSuchVersions(String version) {
        assertThat(ADMISSION.refusal(capable(List.of(new Capability("a", version))), T0))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0", "1.2.3", "1.0.0-alpha.1", "1.0.0-0a.b-c", "1.0.0+build.5", "10.20.30-rc.1+x"})
    void knowsTheseVersions(String version) {
        assertThat(ADMISSION.refusal(capable(List.of(new Capability("a", version))), T0))
                .isNull();
    }

    static Stream<Beat> badBeats() {
        return Stream.of(
                beat(-1, Load.NONE, Work.NONE),
                beat(0, new Load(-1, 0, 0, 0), Work.NONE),
                beat(0, new Load(0, -1, 0, 0), Work.NONE),
                beat(0, new Load(0, 0, Float.NaN, 0), Work.NONE),
                beat(0, new Load(0, 0, 0, Float.NEGATIVE_INFINITY), Work.NONE),
                beat(0, Load.NONE, new Work(-1, 0, 0, 0)),
                beat(0, Load.NONE, new Work(0, -1, 0, 0)),
                beat(0, Load.NONE, new Work(0, 0, Float.NaN, 0)),
                beat(0, Load.NONE, new Work(0, 0, 0, -1)));
    }

    @ParameterizedTest
    @MethodSource("badBeats")
    void refusesBeatsThatAreNoNumbers(Beat beat) {
        assertThat(ADMISSION.refusal(beat, T0))
                .extracting(refusal -> refusal == null ? null : refusal.reason())
                .isEqualTo(Reason.BAD_HEARTBEAT);
    }

    @Test
    void refusesBeatsFromTheFuture() {
        Beat early = new Beat(1, 0, T0 + 60_001, Load.NONE, Work.NONE);

        assertThat(ADMISSION.refusal(early, T0))
                .extracting(no -> no == null ? null : no.reason())
                .isEqualTo(Reason.FROM_THE_FUTURE);
    }

    private static Card capable(List<Capability> capabilities) {
        return with(card(1), capabilities, List.of());
    }

    private static Card tagged(List<String> tags) {
        return with(card(1), List.of(), tags);
    }

    private static Beat beat(long sequence, Load load, Work work) {
        return new Beat(1, sequence, T0, load, work);
    }
}
