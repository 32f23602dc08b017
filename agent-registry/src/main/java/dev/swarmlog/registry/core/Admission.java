package dev.swarmlog.registry.core;

import dev.swarmlog.registry.core.Card.Capability;
import dev.swarmlog.registry.core.Card.Capacity;
import dev.swarmlog.registry.core.Card.Place;
import dev.swarmlog.registry.core.Refusal.Reason;
import dev.swarmlog.registry.core.RegistryEvent.Beat;
import dev.swarmlog.registry.core.RegistryEvent.Load;
import dev.swarmlog.registry.core.RegistryEvent.Observed;
import dev.swarmlog.registry.core.RegistryEvent.Outcomes;
import dev.swarmlog.registry.core.RegistryEvent.Work;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is believed at all: the bounds of cards and beats. The first thing that is wrong is the reason. */
public record Admission(
        CardLimits limits,
        int inboxPartitions,
        int concurrencyMax,
        int heartbeatMsMin,
        int heartbeatMsMax,
        long clockSkewMsMax) {

    /** What a card may be at most, wherever its agent runs. */
    public record CardLimits(int textCharsMax, int versionCharsMax, int capabilitiesMax, int tagsMax, int weightMax) {}

    /** As semver.org gives it. */
    private static final Pattern SEMVER = Pattern.compile("(0|[1-9]\\d{0,17})\\.(0|[1-9]\\d{0,17})\\.(0|[1-9]\\d{0,17})"
            + "(?:-(?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\\.(?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*))*)?"
            + "(?:\\+[0-9a-zA-Z-]+(?:\\.[0-9a-zA-Z-]+)*)?");

    private static final int QUOTED_CHARS_MAX = 64;

    @Nullable
    Refusal refusal(Card card, long nowMs) {
        Refusal refusal = ofIdentity(card, nowMs);
        if (refusal == null) {
            refusal = ofCapabilities(card);
        }
        if (refusal == null) {
            refusal = ofTexts(card);
        }
        if (refusal == null) {
            refusal = ofPlace(card.place());
        }
        return refusal == null ? ofCapacity(card.capacity()) : refusal;
    }

    /** The one check on the hot path: it allocates nothing unless it refuses. */
    @Nullable
    Refusal refusal(Beat beat, long nowMs) {
        if (beat.sentAtMs() > nowMs + clockSkewMsMax) {
            return no(Reason.FROM_THE_FUTURE, "a beat sent at " + beat.sentAtMs() + " while it is " + nowMs);
        }
        Load load = beat.load();
        Work work = beat.work();
        boolean counts = beat.sequence() >= 0 && load.inFlight() >= 0 && load.queued() >= 0;
        boolean totals = work.completed() >= 0 && work.failed() >= 0 && work.tokensUsed() >= 0;
        boolean measures =
                Float.isFinite(work.responseTimeMs()) && Float.isFinite(load.cpu()) && Float.isFinite(load.memory());
        return counts && totals && measures ? null : no(Reason.BAD_HEARTBEAT, "negative or no numbers in " + beat);
    }

    /** The future begins at the registry's own clock: how far it has read says nothing of another's clock. */
    @Nullable
    Refusal refusal(Observed seen) {
        if (seen.toMs() > seen.readAtMs() + clockSkewMsMax) {
            return no(
                    Reason.FROM_THE_FUTURE, "an observation up to " + seen.toMs() + " while it is " + seen.readAtMs());
        }
        Outcomes outcomes = seen.outcomes();
        boolean counts = outcomes.completed() >= 0 && outcomes.failed() >= 0 && outcomes.failedInARow() >= 0;
        return counts && seen.canariesAnswered() >= 0 && Float.isFinite(outcomes.latencyMs())
                ? null
                : no(Reason.BAD_OBSERVATION, "negative or no numbers in " + seen);
    }

    private @Nullable Refusal ofIdentity(Card card, long nowMs) {
        if (card.agentId().isBlank()) {
            return no(Reason.NO_ID, "a card without an agentId");
        }
        if (card.agentId().length() > limits.textCharsMax) {
            return no(
                    Reason.ID_TOO_LONG,
                    "an agentId of " + card.agentId().length() + " characters; at most " + limits.textCharsMax);
        }
        if (card.epoch() < 0 || card.epoch() > nowMs + clockSkewMsMax) {
            return no(Reason.BAD_EPOCH, "epoch " + card.epoch() + "; 0 to now, in milliseconds since 1970");
        }
        return null;
    }

    private @Nullable Refusal ofCapabilities(Card card) {
        if (card.capabilities().size() > limits.capabilitiesMax) {
            return no(
                    Reason.TOO_MANY_CAPABILITIES,
                    card.capabilities().size() + " capabilities; at most " + limits.capabilitiesMax);
        }
        Set<Capability> seen = new HashSet<>();
        for (Capability capability : card.capabilities()) {
            if (capability.name().isBlank() || capability.name().length() > limits.textCharsMax) {
                return no(Reason.BAD_CAPABILITY, "a capability named " + quoted(capability.name()));
            }
            String version = capability.version();
            if (version.length() > limits.versionCharsMax
                    || !SEMVER.matcher(version).matches()) {
                return no(
                        Reason.BAD_VERSION,
                        quoted(version) + " of " + quoted(capability.name()) + " is no semantic version");
            }
            if (!seen.add(capability)) {
                return no(Reason.BAD_CAPABILITY, quoted(capability.name()) + " " + version + " stands there twice");
            }
        }
        return null;
    }

    private @Nullable Refusal ofTexts(Card card) {
        if (card.tags().size() > limits.tagsMax) {
            return no(Reason.TOO_MANY_TAGS, card.tags().size() + " tags; at most " + limits.tagsMax);
        }
        for (String tag : card.tags()) {
            if (tag.length() > limits.textCharsMax) {
                return tooLong("tag", tag);
            }
        }
        if (card.serviceType().length() > limits.textCharsMax) {
            return tooLong("serviceType", card.serviceType());
        }
        if (card.place().region().length() > limits.textCharsMax) {
            return tooLong("region", card.place().region());
        }
        return card.place().zone().length() > limits.textCharsMax
                ? tooLong("zone", card.place().zone())
                : null;
    }

    private @Nullable Refusal ofPlace(Place place) {
        if (place.inboxPartition() >= 0 && place.inboxPartition() < inboxPartitions) {
            return null;
        }
        return no(
                Reason.BAD_INBOX_PARTITION,
                "inbox partition " + place.inboxPartition() + "; 0 to " + (inboxPartitions - 1));
    }

    private @Nullable Refusal ofCapacity(Capacity capacity) {
        if (capacity.concurrency() < 1 || capacity.concurrency() > concurrencyMax) {
            return no(Reason.BAD_CONCURRENCY, "concurrency " + capacity.concurrency() + "; 1 to " + concurrencyMax);
        }
        // Written so that NaN is refused too.
        if (!(capacity.weight() > 0 && capacity.weight() <= limits.weightMax)) {
            return no(Reason.BAD_WEIGHT, "weight " + capacity.weight() + "; above 0, at most " + limits.weightMax);
        }
        int interval = capacity.heartbeatIntervalMs();
        return interval >= heartbeatMsMin && interval <= heartbeatMsMax
                ? null
                : no(
                        Reason.BAD_HEARTBEAT_INTERVAL,
                        "a beat every " + interval + " ms; every " + heartbeatMsMin + " to " + heartbeatMsMax);
    }

    private Refusal tooLong(String field, String value) {
        return no(
                Reason.FIELD_TOO_LONG,
                "a " + field + " of " + value.length() + " characters; at most " + limits.textCharsMax);
    }

    private static Refusal no(Reason reason, String detail) {
        return new Refusal(reason, detail);
    }

    private static String quoted(String text) {
        return "'" + (text.length() > QUOTED_CHARS_MAX ? text.substring(0, QUOTED_CHARS_MAX) + "..." : text) + "'";
    }
}
