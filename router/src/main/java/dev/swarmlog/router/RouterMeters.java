package dev.swarmlog.router;

import dev.swarmlog.router.core.Answer;
import dev.swarmlog.router.core.Effect;
import dev.swarmlog.router.gather.GatherMeters;
import dev.swarmlog.router.rules.RuleMeters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** The router's meters, for all tasks of the process. Thread-safe. */
final class RouterMeters {
    private final Counter routed;
    private final Counter redelivered;
    private final Map<Answer.Cause, Counter> rejected = new EnumMap<>(Answer.Cause.class);
    private final Map<Answer.Status, Counter> replies = new EnumMap<>(Answer.Status.class);
    private final Map<Answer.Cause, Counter> deadLetters = new EnumMap<>(Answer.Cause.class);
    private final Map<Effect.Reason, Counter> ignored = new EnumMap<>(Effect.Reason.class);
    private final Counter canariesAnswered;
    private final GuardMeters guards;
    private final SampledTimer routeLatency;
    private final SampledTimer replyLatency;
    private final KeptMeters kept;
    private final GatherMeters gather;
    private final LongAdder inFlight = new LongAdder();
    private final WaitingMeters waiting;
    private final RuleMeters rules;
    private final DecisionMeters decisions;

    RouterMeters(MeterRegistry registry) {
        guards = new GuardMeters(registry);
        gather = new GatherMeters(registry);
        routed = counter(registry, "routed", "Messages sent to an agent for the first time");
        redelivered = counter(registry, "redelivered", "Messages sent to an agent once more");
        canariesAnswered = counter(registry, "canaries.answered", "Canaries that an agent answered");
        for (Answer.Cause cause : Answer.Cause.values()) {
            rejected.put(cause, counter(registry, "rejected", "Messages refused", "reason", cause));
            deadLetters.put(cause, counter(registry, "dead.letters", "Messages kept for people", "reason", cause));
        }
        for (Answer.Status status : Answer.Status.values()) {
            replies.put(status, counter(registry, "replies", "Answers given", "status", status));
        }
        for (Effect.Reason reason : Effect.Reason.values()) {
            ignored.put(reason, counter(registry, "ignored", "Events that changed nothing", "reason", reason));
        }
        rules = new RuleMeters(registry);
        routeLatency =
                new SampledTimer(registry, "swarmlog.router.route.latency", "From submission to the first delivery");
        replyLatency = new SampledTimer(registry, "swarmlog.router.reply.latency", "From submission to the answer");
        decisions = new DecisionMeters(registry);
        kept = new KeptMeters(registry);
        waiting = new WaitingMeters(registry);
        Gauge.builder("swarmlog.router.in.flight", inFlight, LongAdder::sum)
                .description("Messages with an agent")
                .register(registry);
    }

    RuleMeters rules() {
        return rules;
    }

    DecisionMeters decisions() {
        return decisions;
    }

    GuardMeters guards() {
        return guards;
    }

    void delivered(Flight flight, int attempt, long nowMs) {
        if (attempt == 1) {
            routed.increment();
            routeLatency.record(nowMs - flight.message().getSubmittedAtMs(), nowMs);
        } else {
            redelivered.increment();
        }
    }

    void answered(Flight flight, Answer answer, boolean asDeadLetter, long nowMs) {
        if (answer.status() == Answer.Status.REJECTED) {
            count(rejected, answer.cause());
        }
        if (asDeadLetter) {
            count(deadLetters, answer.cause());
        } else {
            count(replies, answer.status());
            replyLatency.record(nowMs - flight.message().getSubmittedAtMs(), nowMs);
        }
    }

    KeptMeters kept() {
        return kept;
    }

    GatherMeters gather() {
        return gather;
    }

    void canaryAnswered() {
        canariesAnswered.increment();
    }

    void ignored(Effect.Reason reason) {
        count(ignored, reason);
    }

    void inFlight(int change) {
        inFlight.add(change);
    }

    WaitingMeters waiting() {
        return waiting;
    }

    private static <K extends Enum<K>> void count(Map<K, Counter> counters, K which) {
        Counter counter = counters.get(which);
        if (counter != null) {
            counter.increment();
        }
    }

    private static Counter counter(MeterRegistry registry, String name, String what) {
        return Counter.builder("swarmlog.router." + name).description(what).register(registry);
    }

    private static Counter counter(MeterRegistry registry, String name, String what, String label, Enum<?> value) {
        return Counter.builder("swarmlog.router." + name)
                .description(what)
                .tag(label, value.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }
}
