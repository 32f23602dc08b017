package dev.swarmlog.sagas;

import dev.swarmlog.agent.Agent;
import dev.swarmlog.agent.AgentFailure;
import dev.swarmlog.agent.HandlerContext;
import dev.swarmlog.agent.Result;
import dev.swarmlog.processes.AgentProcess;
import dev.swarmlog.standalone.processes.ServiceProcess.Ground;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An agent that does and undoes what sagas ask, as its input says: how long it takes, how many attempts fail, and how.
 * What it did it appends to a file, which a killed process leaves behind; what it answers is never the same twice.
 */
final class SagaWorker {
    static final String FORWARD = "do";
    static final String BACKWARD = "undo";

    private static final Pattern HOW = Pattern.compile("\"how\":\"(\\d+) (\\d+) ([RN])\"");
    private static final Pattern ATTEMPT = Pattern.compile("/[fu](\\d+)");

    private final Path file;
    private final String life = Long.toString(System.nanoTime(), Character.MAX_RADIX);
    private final AtomicLong count = new AtomicLong();

    private SagaWorker(Path file) {
        this.file = file;
    }

    static AgentProcess launch(Ground ground, String agentId) throws IOException {
        return AgentProcess.launch(
                ground,
                agentId,
                SagaWorker.class,
                List.of(ground.folder().resolve(agentId + Deeds.SUFFIX).toString()));
    }

    static void main(String[] arguments) throws InterruptedException {
        SagaWorker worker = new SagaWorker(Path.of(arguments[3]));
        AgentProcess.host(
                arguments,
                Agent.named(arguments[2])
                        .capability(FORWARD, "1.0.0")
                        .capability(BACKWARD, "1.0.0")
                        .concurrency(AgentProcess.CONCURRENCY)
                        .withoutLeaseRenewal()
                        .handler(worker::work));
    }

    private Result work(HandlerContext context) throws InterruptedException, IOException {
        Matcher how = HOW.matcher(context.text());
        if (!how.find()) {
            throw AgentFailure.nonRetryable("no instructions: " + context.text());
        }
        String nonce = context.agentId() + "-" + life + "-" + count.incrementAndGet();
        record(Deed.BEGUN, context, nonce);
        AgentProcess.take(context, Long.parseLong(how.group(1)));
        if (attempt(context.messageId()) <= Integer.parseInt(how.group(2))) {
            record(Deed.FAILED, context, nonce);
            throw how.group(3).equals("R")
                    ? AgentFailure.retryable("it shall fail")
                    : AgentFailure.nonRetryable("it shall fail for good");
        }
        record(Deed.DONE, context, nonce);
        return Result.json("{\"nonce\":\"" + nonce + "\"}");
    }

    /** Of the saga; the router counts its own. */
    private static int attempt(String messageId) {
        Matcher found = ATTEMPT.matcher(messageId);
        return found.find() ? Integer.parseInt(found.group(1)) : 1;
    }

    private void record(String what, HandlerContext context, String nonce) throws IOException {
        String line = what + " " + System.currentTimeMillis() + " " + context.messageId() + " " + context.attempt()
                + " " + nonce;
        Files.write(
                file,
                (line + "\n").getBytes(StandardCharsets.UTF_8),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
