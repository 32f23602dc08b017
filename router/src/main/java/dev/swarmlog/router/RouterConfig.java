package dev.swarmlog.router;

import dev.swarmlog.router.core.AdmissionLimits;
import dev.swarmlog.router.core.Policy;
import dev.swarmlog.router.gather.GatherBounds;
import dev.swarmlog.router.rules.RuleLimits;
import dev.swarmlog.runtime.settings.Settings;
import dev.swarmlog.schemas.BranchId;
import dev.swarmlog.schemas.Canary;
import dev.swarmlog.schemas.Limits;
import java.util.List;

/**
 * What the router keeps to. Bounds are for each task, of which there are as many as input partitions.
 *
 * @param deadlineMs after which a message expires that names no deadline itself
 * @param deadlineMsMax how far off the deadline of a message may be that names one
 * @param attemptsMax how many assignments a message gets that does not say
 * @param agentQueueMax how many deliveries an agent is sent beyond what it works on at once
 * @param waiting the bounds of the line of those that wait for an agent
 * @param kept how many answers are kept for repetitions of messages with an idempotency key
 * @param poolsMax how many different askings for agents are remembered
 * @param strategies how agents are chosen
 * @param rules what content rules may cost
 * @param gather how far messages to several agents go
 * @param decisions of which decisions people are told why
 */
public record RouterConfig(
        Policy policy,
        AdmissionLimits admission,
        long deadlineMs,
        long deadlineMsMax,
        int attemptsMax,
        int agentQueueMax,
        WaitingSettings waiting,
        KeptSettings kept,
        int poolsMax,
        StrategySettings strategies,
        RuleLimits rules,
        DecisionSettings decisions,
        GuardSettings guards,
        GatherBounds gather) {

    public static RouterConfig from(Settings settings) {
        RouterConfig config = new RouterConfig(
                policy(settings),
                admission(settings),
                settings.millis(
                        "SWARMLOG_ROUTER_DEADLINE_MS",
                        600_000,
                        100,
                        604_800_000,
                        "After how long a message expires that names no deadline itself"),
                settings.millis(
                        "SWARMLOG_ROUTER_DEADLINE_MAX_MS",
                        604_800_000,
                        100,
                        31_536_000_000L,
                        "How far off the deadline of a message may be; with a later one it is rejected"),
                settings.whole(
                        "SWARMLOG_ROUTER_ATTEMPTS_MAX",
                        5,
                        1,
                        Limits.ATTEMPTS_MAX,
                        "How many agents a message is sent to that does not say"),
                settings.whole(
                        "SWARMLOG_ROUTER_AGENT_QUEUE_MAX",
                        2,
                        0,
                        10_000,
                        "How many deliveries an agent is sent beyond what it works on at once"),
                WaitingSettings.from(settings),
                KeptSettings.from(settings),
                settings.whole(
                        "SWARMLOG_ROUTER_POOLS_MAX",
                        10_000,
                        1,
                        1_000_000,
                        "How many different askings for agents are remembered"),
                StrategySettings.from(settings),
                RuleLimits.from(settings),
                DecisionSettings.from(settings),
                GuardSettings.from(settings),
                GatherBounds.from(settings));
        config.check(settings);
        return config;
    }

    private void check(Settings settings) {
        if (policy.retryAfterMs() > policy.retryAfterMaxMs()) {
            settings.refuse(
                    "SWARMLOG_ROUTER_RETRY_AFTER_MS",
                    "must not be above SWARMLOG_ROUTER_RETRY_AFTER_MAX_MS: " + policy.retryAfterMs() + " > "
                            + policy.retryAfterMaxMs());
        }
        if (deadlineMs > deadlineMsMax) {
            settings.refuse(
                    "SWARMLOG_ROUTER_DEADLINE_MS",
                    "must not be above SWARMLOG_ROUTER_DEADLINE_MAX_MS: " + deadlineMs + " > " + deadlineMsMax);
        }
        if (policy.backoffBaseMs() > policy.backoffMaxMs()) {
            settings.refuse(
                    "SWARMLOG_ROUTER_BACKOFF_BASE_MS",
                    "must not be above SWARMLOG_ROUTER_BACKOFF_MAX_MS: " + policy.backoffBaseMs() + " > "
                            + policy.backoffMaxMs());
        }
    }

    private static Policy policy(Settings settings) {
        return new Policy(
                settings.whole(
                        "SWARMLOG_ROUTER_LEASE_MS",
                        30_000,
                        100,
                        86_400_000,
                        "Within which time an agent answers or reports progress, or loses the work"),
                settings.millis(
                        "SWARMLOG_ROUTER_BACKOFF_BASE_MS", 200, 1, 30_000, "The longest wait after a first failure"),
                settings.millis(
                        "SWARMLOG_ROUTER_BACKOFF_MAX_MS", 30_000, 1, 30_000, "The longest wait after any failure"),
                settings.millis(
                        "SWARMLOG_ROUTER_UNKNOWN_GRACE_MS",
                        2_000,
                        0,
                        600_000,
                        "How long a capability may stay unheard of before its messages are rejected"),
                settings.millis(
                        "SWARMLOG_ROUTER_RETRY_AFTER_MS",
                        1_000,
                        1,
                        3_600_000,
                        "The least time after which those are told to come again for whose messages there is no room"),
                settings.millis(
                        "SWARMLOG_ROUTER_RETRY_AFTER_MAX_MS",
                        60_000,
                        1,
                        3_600_000,
                        "The longest; between them it is told by how fast the line moves"),
                settings.millis(
                        "SWARMLOG_ROUTER_ANSWER_KEPT_MS",
                        600_000,
                        0,
                        604_800_000,
                        "How long the answer to a message with an idempotency key is kept for repetitions"),
                settings.millis(
                        "SWARMLOG_ROUTER_WITHDRAWAL_MS",
                        60_000,
                        0,
                        3_600_000,
                        "How long the word of an agent is waited for whose work was withdrawn, unless the withdrawal asks"
                                + " for less"));
    }

    private static AdmissionLimits admission(Settings settings) {
        return new AdmissionLimits(
                settings.whole(
                        "SWARMLOG_ROUTER_PAYLOAD_BYTES_MAX",
                        Limits.PAYLOAD_BYTES_MAX,
                        0,
                        Limits.PAYLOAD_BYTES_MAX,
                        "The largest payload of a message"),
                Limits.ATTRIBUTES_MAX,
                Limits.ATTRIBUTE_CHARS_MAX,
                Limits.ATTRIBUTES_CHARS_MAX,
                Limits.ID_CHARS_MAX,
                Limits.TAGS_MAX,
                settings.whole(
                        "SWARMLOG_ROUTER_HOPS_MAX",
                        Limits.HOPS_MAX,
                        0,
                        Limits.HOPS_MAX,
                        "How often work may be routed on from message to message"),
                Limits.ATTEMPTS_MAX,
                Canary.TYPE,
                List.of(Canary.ID_PREFIX, BranchId.PREFIX));
    }
}
