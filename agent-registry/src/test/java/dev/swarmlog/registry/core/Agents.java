package dev.swarmlog.registry.core;

import dev.swarmlog.registry.core.Card.Capability;
import dev.swarmlog.registry.core.Card.Capacity;
import dev.swarmlog.registry.core.Card.Place;
import dev.swarmlog.registry.core.RegistryEvent.Beat;
import dev.swarmlog.registry.core.RegistryEvent.Load;
import dev.swarmlog.registry.core.RegistryEvent.Situation;
import dev.swarmlog.registry.core.RegistryEvent.Work;
import dev.swarmlog.registry.core.health.HealthRules;
import dev.swarmlog.registry.core.liveness.CanaryRules;
import dev.swarmlog.registry.core.rhythm.Detector;
import java.util.List;

/** Cards, beats and rules with defaults, for tests. */
public final class Agents {
    public static final long T0 = 1_000_000;
    public static final int RHYTHM_MS = 1_000;
    public static final Admission ADMISSION =
            new Admission(new Admission.CardLimits(256, 64, 4, 4, 1_000), 16, 1_000, 100, 30_000, 60_000);
    public static final Detector DETECTOR = Detector.DEFAULT;
    public static final Timeouts TIMEOUTS = new Timeouts(DETECTOR, 300_000, 3_600_000);
    public static final CanaryRules CANARIES = new CanaryRules(60_000, 10_000);
    public static final RegistryMachine MACHINE =
            new RegistryMachine(ADMISSION, TIMEOUTS, HealthRules.DEFAULT, CANARIES, new Publication(1_000, 0.25, 0.1));
    /** Nothing is known beyond the agent, and canaries may be asked. */
    public static final Situation CALM = new Situation(Panic.Crowd.FEW, true, 0, 0);

    private Agents() {}

    public static Card card(long epoch) {
        return new Card(
                "a",
                epoch,
                "worker",
                List.of(new Capability("echo", "1.2.0")),
                List.of("fast"),
                new Place("eu", "eu-1", 3),
                new Capacity(8, 1.0, RHYTHM_MS),
                T0);
    }

    public static Card with(Card card, List<Capability> capabilities, List<String> tags) {
        return new Card(
                card.agentId(),
                card.epoch(),
                card.serviceType(),
                capabilities,
                tags,
                card.place(),
                card.capacity(),
                card.writtenAtMs());
    }

    public static Card with(Card card, Place place, Capacity capacity) {
        return new Card(
                card.agentId(),
                card.epoch(),
                card.serviceType(),
                card.capabilities(),
                card.tags(),
                place,
                capacity,
                card.writtenAtMs());
    }

    public static Card with(Card card, String agentId, String serviceType) {
        return new Card(
                agentId,
                card.epoch(),
                serviceType,
                card.capabilities(),
                card.tags(),
                card.place(),
                card.capacity(),
                card.writtenAtMs());
    }

    public static Card writtenAt(Card card, long ms) {
        return new Card(
                card.agentId(),
                card.epoch(),
                card.serviceType(),
                card.capabilities(),
                card.tags(),
                card.place(),
                card.capacity(),
                ms);
    }

    public static Beat beat(long epoch, long sequence) {
        return beat(epoch, sequence, 0);
    }

    public static Beat beat(long epoch, long sequence, int inFlight) {
        return new Beat(epoch, sequence, T0, new Load(inFlight, 0, -1, -1), Work.NONE);
    }

    /** A beat that tells its totals. */
    public static Beat worked(long epoch, long sequence, long completed, long failed) {
        return new Beat(epoch, sequence, T0, Load.NONE, new Work(completed, failed, 20, 0));
    }

    public static RegistryEvent.TimedOut timedOut() {
        return new RegistryEvent.TimedOut(CALM);
    }
}
