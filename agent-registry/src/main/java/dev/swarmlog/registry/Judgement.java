package dev.swarmlog.registry;

import dev.swarmlog.registry.core.Panic;
import dev.swarmlog.registry.core.Publication;
import dev.swarmlog.registry.core.Timeouts;
import dev.swarmlog.registry.core.health.HealthRules;
import dev.swarmlog.registry.core.health.Weights;
import dev.swarmlog.registry.core.liveness.CanaryRules;
import dev.swarmlog.registry.core.rhythm.Detector;
import dev.swarmlog.runtime.settings.Settings;

/**
 * By what the registry judges agents.
 *
 * @param canariesPerSecondMax so many canaries one task asks at most
 */
record Judgement(
        Timeouts timeouts,
        HealthRules health,
        CanaryRules canaries,
        int canariesPerSecondMax,
        PanicRules panic,
        Publication publication) {
    private static final long HOUR_MS = 3_600_000;
    private static final long DAY_MS = 24 * HOUR_MS;

    /** When so many are silent at once that the registry doubts itself. */
    record PanicRules(double shareMax, int agentsMin, long msMax) {
        Panic panic() {
            return new Panic(shareMax, agentsMin, msMax);
        }
    }

    static Judgement from(Settings settings) {
        Judgement judgement = new Judgement(
                timeouts(settings),
                health(settings),
                canaries(settings),
                settings.whole(
                        "SWARMLOG_REGISTRY_CANARIES_PER_SECOND",
                        200,
                        1,
                        100_000,
                        "At most so many canaries each task asks in a second"),
                panic(settings),
                publication(settings));
        judgement.check(settings);
        return judgement;
    }

    private void check(Settings settings) {
        Detector detector = timeouts.detector();
        if (detector.suspectPhi() >= detector.deadPhi()) {
            settings.refuse(
                    "SWARMLOG_REGISTRY_SUSPECT_PHI",
                    "must be below SWARMLOG_REGISTRY_DEAD_PHI: " + detector.suspectPhi() + " >= " + detector.deadPhi());
        }
        if (detector.suspectMsMax() >= detector.deadMsMax() || detector.silenceMsMin() > detector.suspectMsMax()) {
            settings.refuse(
                    "SWARMLOG_REGISTRY_SUSPECT_MS_MAX",
                    "must be between SWARMLOG_REGISTRY_SILENCE_MS_MIN and SWARMLOG_REGISTRY_DEAD_MS_MAX: "
                            + detector.suspectMsMax() + " is not between " + detector.silenceMsMin() + " and "
                            + detector.deadMsMax());
        }
        if (health.degradedBelow() >= health.healthyFrom()) {
            settings.refuse(
                    "SWARMLOG_REGISTRY_HEALTH_DEGRADED_BELOW",
                    "must be below SWARMLOG_REGISTRY_HEALTH_HEALTHY_FROM, or agents flap: " + health.degradedBelow()
                            + " >= " + health.healthyFrom());
        }
        if (health.weights().scoreMin() >= health.degradedBelow()) {
            settings.refuse(
                    "SWARMLOG_REGISTRY_HEALTH_DEGRADED_BELOW",
                    "must be above " + health.weights().scoreMin()
                            + ", which is all that the weights SWARMLOG_REGISTRY_HEALTH_WEIGHT_* can take a score down to");
        }
    }

    private static Timeouts timeouts(Settings settings) {
        Detector standard = Detector.DEFAULT;
        return new Timeouts(
                new Detector(
                        settings.decimal(
                                "SWARMLOG_REGISTRY_SUSPECT_PHI",
                                standard.suspectPhi(),
                                0.1,
                                16,
                                "So sure that an agent is gone (1: wrong one time in ten, 2: in a hundred) makes it suspect"),
                        settings.decimal(
                                "SWARMLOG_REGISTRY_DEAD_PHI",
                                standard.deadPhi(),
                                0.1,
                                16,
                                "So sure that an agent is gone makes it dead"),
                        settings.millis(
                                "SWARMLOG_REGISTRY_SILENCE_MS_MIN",
                                standard.silenceMsMin(),
                                10,
                                HOUR_MS,
                                "Silence that makes nobody suspect, however regular its rhythm"),
                        settings.millis(
                                "SWARMLOG_REGISTRY_SUSPECT_MS_MAX",
                                standard.suspectMsMax(),
                                100,
                                DAY_MS,
                                "Silence that makes every agent suspect, however slow or irregular its rhythm"),
                        settings.millis(
                                "SWARMLOG_REGISTRY_DEAD_MS_MAX",
                                standard.deadMsMax(),
                                100,
                                DAY_MS,
                                "Silence that every agent dies of, however slow or irregular its rhythm")),
                settings.millis(
                        "SWARMLOG_REGISTRY_DEREGISTER_MS",
                        300_000,
                        1_000,
                        30 * DAY_MS,
                        "Dead for so long means deregistered"),
                settings.millis(
                        "SWARMLOG_REGISTRY_FORGET_MS",
                        HOUR_MS,
                        1_000,
                        30 * DAY_MS,
                        "Deregistered for so long means never heard of"));
    }

    private static HealthRules health(Settings settings) {
        HealthRules standard = HealthRules.DEFAULT;
        return new HealthRules(
                weights(settings),
                ceilings(settings),
                settings.share(
                        "SWARMLOG_REGISTRY_HEALTH_DEGRADED_BELOW",
                        standard.degradedBelow(),
                        "An agent whose health score falls below this is degraded"),
                settings.share(
                        "SWARMLOG_REGISTRY_HEALTH_HEALTHY_FROM",
                        standard.healthyFrom(),
                        "A degraded agent whose health score rises to this is healthy again"),
                settings.millis(
                        "SWARMLOG_REGISTRY_HEALTH_DEGRADED_MS_MIN",
                        standard.degradedMsMin(),
                        0,
                        HOUR_MS,
                        "But an agent that failed lately stays degraded for so long at least"),
                settings.millis(
                        "SWARMLOG_REGISTRY_HEALTH_MEMORY_MS",
                        standard.memoryMs(),
                        1_000,
                        DAY_MS,
                        "The half-life of outcomes in an agent's health"));
    }

    private static HealthRules.Ceilings ceilings(Settings settings) {
        HealthRules.Ceilings standard = HealthRules.Ceilings.DEFAULT;
        return new HealthRules.Ceilings(
                settings.whole(
                        "SWARMLOG_REGISTRY_FAILURES_IN_A_ROW_MAX",
                        standard.failuresInARowMax(),
                        1,
                        1_000_000,
                        "So many failures in a row degrade an agent"),
                settings.share(
                        "SWARMLOG_REGISTRY_ERROR_RATE_MAX",
                        standard.errorRateMax(),
                        "A larger share of failures degrades an agent"),
                settings.whole(
                        "SWARMLOG_REGISTRY_OUTCOMES_MIN",
                        standard.outcomesMin(),
                        1,
                        1_000_000,
                        "But not over fewer outcomes than this"),
                settings.millis(
                        "SWARMLOG_REGISTRY_RESPONSE_MS_MAX",
                        standard.responseMsMax(),
                        1,
                        DAY_MS,
                        "Responses that take longer degrade an agent"),
                settings.whole(
                        "SWARMLOG_REGISTRY_CANARIES_UNANSWERED_MAX",
                        standard.canariesUnansweredMax(),
                        1,
                        1_000,
                        "So many unanswered canaries in a row degrade an agent"));
    }

    private static Weights weights(Settings settings) {
        Weights standard = Weights.DEFAULT;
        return new Weights(
                weight(settings, "STALENESS", standard.staleness(), "silence"),
                weight(settings, "SUCCESS_RATE", standard.successRate(), "failures"),
                weight(settings, "CONSECUTIVE_FAILURES", standard.consecutiveFailures(), "failures in a row"),
                weight(settings, "RESPONSE_TIME", standard.responseTime(), "slow responses"),
                weight(settings, "SATURATION", standard.saturation(), "work that waits"),
                weight(settings, "CANARY", standard.canary(), "unanswered canaries"));
    }

    private static double weight(Settings settings, String factor, double fallback, String of) {
        return settings.share(
                "SWARMLOG_REGISTRY_HEALTH_WEIGHT_" + factor,
                fallback,
                "How much of an agent's health score " + of + " can take");
    }

    private static CanaryRules canaries(Settings settings) {
        return new CanaryRules(
                settings.millis(
                        "SWARMLOG_REGISTRY_CANARY_INTERVAL_MS",
                        60_000,
                        0,
                        DAY_MS,
                        "An agent that has proven nothing for so long is asked whether it answers; 0 asks nobody"),
                settings.millis(
                        "SWARMLOG_REGISTRY_CANARY_TIMEOUT_MS",
                        10_000,
                        100,
                        HOUR_MS,
                        "How long an agent has to answer a canary"));
    }

    private static PanicRules panic(Settings settings) {
        return new PanicRules(
                settings.share(
                        "SWARMLOG_REGISTRY_PANIC_SHARE",
                        0.5,
                        "When a larger share of a task's agents is silent at once, nobody is declared dead for a while"),
                settings.whole(
                        "SWARMLOG_REGISTRY_PANIC_AGENTS_MIN",
                        20,
                        1,
                        10_000_000,
                        "But not for fewer silent agents than this"),
                settings.millis(
                        "SWARMLOG_REGISTRY_PANIC_MS",
                        30_000,
                        0,
                        HOUR_MS,
                        "For so long at most nobody is declared dead while many are silent; 0: never mind how many"));
    }

    private static Publication publication(Settings settings) {
        return new Publication(
                settings.millis(
                        "SWARMLOG_REGISTRY_STATUS_INTERVAL_MS",
                        1_000,
                        0,
                        HOUR_MS,
                        "At most so often an agent's load or score alone is worth a status"),
                settings.share(
                        "SWARMLOG_REGISTRY_LOAD_BAND",
                        0.25,
                        "By how much of its capacity an agent's load must move to be worth a status"),
                settings.share(
                        "SWARMLOG_REGISTRY_SCORE_BAND",
                        0.1,
                        "By how much an agent's health score must move to be worth a status"));
    }
}
