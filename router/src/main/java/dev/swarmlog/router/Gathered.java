package dev.swarmlog.router;

import dev.swarmlog.router.core.Answer;
import dev.swarmlog.router.core.gather.Branch;
import dev.swarmlog.router.core.gather.Finding;
import dev.swarmlog.router.core.gather.GatherEffect.Close;
import dev.swarmlog.router.core.gather.Mode;
import dev.swarmlog.router.gather.JsonResults;
import dev.swarmlog.v1.ErrorClass;
import dev.swarmlog.v1.GatheredAnswer;
import dev.swarmlog.v1.Outcome;
import dev.swarmlog.v1.ReplyStatus;
import dev.swarmlog.v1.Usage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a message to several agents, as its reply tells it.
 *
 * @param answers one for each branch, in their order
 * @param agentId whose result it is; empty when it is nobody's alone
 * @param partlyDone whether some of it was done, or may have been
 */
record Gathered(
        List<GatheredAnswer> answers,
        String agentId,
        int attempts,
        boolean partlyDone,
        Usage usage,
        String contentType,
        ByteBuffer result) {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final Usage NO_USAGE = new Usage(0L, 0L, 0L);
    private static final String JSON = "application/json";
    /** So short that the errors of all branches fit into the reply. */
    private static final int ERROR_CHARS_MAX = 300;

    /** What a branch came to; the flaw is why its result does not count, and empty when it does. */
    static GatheredAnswer ended(Answer answer, String flaw, @Nullable Outcome outcome) {
        Outcome result = answer.status() == Answer.Status.COMPLETED && flaw.isEmpty() ? outcome : null;
        return new GatheredAnswer(
                answer.agentId(),
                flaw.isEmpty() ? RouterCodec.status(answer.status()) : ReplyStatus.FAILED,
                flaw.isEmpty() ? RouterCodec.errorClass(answer.failureClass()) : ErrorClass.NON_RETRYABLE,
                shortened(flaw.isEmpty() ? answer.error() : flaw),
                outcome == null ? NO_USAGE : outcome.getUsage(),
                result == null ? "" : result.getContentType(),
                result == null ? NOTHING : result.getResult());
    }

    /** What a result holds of memory, of the changelog and of the reply. */
    static int sizeOf(GatheredAnswer answer) {
        return answer.getResult().remaining() + answer.getContentType().length() * 3;
    }

    /** What is known of all branches, also of those of which nothing came yet. */
    static List<GatheredAnswer> answersSoFar(GatherFlight gather) {
        List<GatheredAnswer> answers = new ArrayList<>(gather.branches().size());
        for (BranchFlight branch : gather.branches()) {
            GatheredAnswer end = branch.end();
            answers.add(end == null ? missing(branch.missing()) : end);
        }
        return answers;
    }

    static Gathered of(GatherFlight gather, Close close) {
        List<GatheredAnswer> answers = answersSoFar(gather);
        List<GatheredAnswer> used = close.used().stream().map(answers::get).toList();
        long attempts = 0;
        boolean partlyDone = false;
        for (BranchFlight branch : gather.branches()) {
            attempts += branch.state().attempt();
            GatheredAnswer end = branch.end();
            partlyDone |= branch.isInDoubt() || (end != null && end.getStatus() == ReplyStatus.COMPLETED);
        }
        Mode mode = gather.asking.modeOrAll();
        boolean one = !used.isEmpty() && (mode == Mode.FIRST || mode == Mode.MAJORITY || mode == Mode.BEST);
        ByteBuffer result = one ? used.getFirst().getResult() : combined(mode, gather, used);
        String contentType = one ? used.getFirst().getContentType() : result.hasRemaining() ? JSON : "";
        return new Gathered(
                answers,
                one ? used.getFirst().getAgentId() : "",
                Math.clamp(attempts, 0, Integer.MAX_VALUE),
                partlyDone,
                sum(answers),
                contentType,
                result);
    }

    /** What the branch counts for, read again from what it said. */
    static Branch branch(GatherFlight gather, @Nullable GatheredAnswer end) {
        if (end == null) {
            return new Branch.Asked();
        }
        return end.getStatus() == ReplyStatus.COMPLETED
                ? new Branch.Answered(
                        end.getAgentId(), read(gather, end.getResult()).finding())
                : new Branch.Failed(end.getAgentId());
    }

    static JsonResults.Reading read(GatherFlight gather, ByteBuffer result) {
        return JsonResults.read(gather.asking.modeOrAll(), gather.asking.pointer(), result);
    }

    private static ByteBuffer combined(Mode mode, GatherFlight gather, List<GatheredAnswer> used) {
        if (used.isEmpty()) {
            return NOTHING;
        }
        return switch (mode) {
            case AVERAGE ->
                JsonResults.mean(used.stream()
                        .map(answer -> read(gather, answer.getResult()).finding())
                        .map(Finding::number)
                        .toList());
            case MERGE ->
                JsonResults.merged(used.stream().map(GatheredAnswer::getResult).toList());
            case ALL, FIRST, QUORUM, MAJORITY, BEST -> NOTHING;
        };
    }

    /** Whether everybody who was asked says that the message is what is wrong: nobody would fare better with it. */
    boolean isHopeless() {
        return answers.stream().allMatch(answer -> answer.getErrorClass() == ErrorClass.NON_RETRYABLE);
    }

    private static GatheredAnswer missing(String agentId) {
        return new GatheredAnswer(agentId, ReplyStatus.UNKNOWN, ErrorClass.NONE, "", NO_USAGE, "", NOTHING);
    }

    private static Usage sum(List<GatheredAnswer> answers) {
        long tokensIn = 0;
        long tokensOut = 0;
        long costMicros = 0;
        for (GatheredAnswer answer : answers) {
            tokensIn += answer.getUsage().getTokensIn();
            tokensOut += answer.getUsage().getTokensOut();
            costMicros += answer.getUsage().getCostMicros();
        }
        return new Usage(tokensIn, tokensOut, costMicros);
    }

    private static String shortened(String text) {
        return text.length() <= ERROR_CHARS_MAX ? text : text.substring(0, ERROR_CHARS_MAX);
    }
}
