package dev.swarmlog.cli;

import dev.swarmlog.agent.messages.MessageDraft;
import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.cli.view.Json;
import dev.swarmlog.v1.Priority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** What to send, and to whom. */
final class MessageOptions {
    @Option(names = "--type", required = true, paramLabel = "TYPE", description = "The message's type")
    private String type = "";

    @Option(
            names = "--data",
            defaultValue = "{}",
            paramLabel = "JSON",
            description = "The payload (${DEFAULT-VALUE}); @FILE reads a file, - reads stdin")
    private String data = "";

    @Option(
            names = "--source",
            defaultValue = "swarmlog-cli",
            paramLabel = "NAME",
            description = "Who sends it (${DEFAULT-VALUE})")
    private String source = "";

    @Option(names = "--capability", paramLabel = "NAME", description = "Who can do this (the type, unless said)")
    private String capability = "";

    @Option(names = "--version", paramLabel = "RANGE", description = "In these versions, as npm writes ranges: '^1.2'")
    private String versions = "";

    @Option(names = "--region", paramLabel = "REGION", description = "Only agents there")
    private String region = "";

    @Option(names = "--zone", paramLabel = "ZONE", description = "Agents there first, others when those have no room")
    private String zone = "";

    @Option(names = "--tag", paramLabel = "TAG", description = "Only agents with the tag; may be repeated")
    private List<String> tags = new ArrayList<>();

    @Option(
            names = "--strategy",
            paramLabel = "NAME",
            description = "How to choose among those that can: POWER_OF_TWO, ROUND_ROBIN, LEAST_LOADED, WEIGHTED,"
                    + " CONTENT_BASED, PRIORITY, AFFINITY, FAILOVER, CONSISTENT_HASH, ADAPTIVE or BROADCAST;"
                    + " the router's default unless given")
    private String strategy = "";

    @Option(
            names = "--affinity-key",
            paramLabel = "KEY",
            description =
                    "What AFFINITY and CONSISTENT_HASH keep with one agent; every message for itself unless given")
    private String affinityKey = "";

    @Option(names = "--attribute", paramLabel = "K=V", description = "An attribute; may be repeated")
    private Map<String, String> attributes = new LinkedHashMap<>();

    @Option(names = "--priority", paramLabel = "PRIORITY", description = "low, normal, high or critical")
    private Priority priority = Priority.NORMAL;

    @Option(names = "--untracked", description = "Send it once and forget it: no lease, no second attempt, no reply")
    private boolean untracked;

    @Option(names = "--patient", description = "Also wait, until the timeout, for a capability that nobody has had yet")
    private boolean patient;

    @Option(names = "--idempotency-key", paramLabel = "KEY", description = "Messages with the same key are one")
    private String idempotencyKey = "";

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "10s",
            converter = DurationText.class,
            description = "After this nobody wants the result any more (${DEFAULT-VALUE})")
    private Duration timeout = Duration.ZERO;

    boolean isUntracked() {
        return untracked;
    }

    MessageDraft draft() {
        String json = payload();
        try {
            MessageDraft draft = MessageDraft.ofType(type)
                    .source(source)
                    .capability(capability)
                    .versions(versions)
                    .region(region)
                    .zone(zone)
                    .tags(tags.toArray(String[]::new))
                    .strategy(strategy)
                    .affinityKey(affinityKey)
                    .priority(priority)
                    .idempotencyKey(idempotencyKey)
                    .timeout(timeout)
                    .json(json);
            attributes.forEach(draft::attribute);
            if (untracked) {
                draft.untracked();
            }
            if (patient) {
                draft.patient();
            }
            return draft;
        } catch (IllegalArgumentException e) {
            throw Failure.wrongUsage(String.valueOf(e.getMessage()));
        }
    }

    private String payload() {
        String text = text();
        try {
            Json.parse(text);
            return text;
        } catch (IllegalArgumentException e) {
            throw Failure.wrongUsage("--data is no JSON: " + e.getMessage());
        }
    }

    private String text() {
        try {
            if (data.equals("-")) {
                return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
            }
            return data.startsWith("@") ? Files.readString(Path.of(data.substring(1))) : data;
        } catch (IOException | UncheckedIOException e) {
            throw Failure.wrongUsage("--data cannot be read: " + e);
        }
    }
}
