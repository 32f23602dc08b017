package dev.swarmlog.agent.budgets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.swarmlog.agent.AgentFailure;
import dev.swarmlog.agent.AgentHandler;
import dev.swarmlog.agent.HandlerContext;
import dev.swarmlog.agent.Result;
import dev.swarmlog.schemas.TrustedTypes;
import dev.swarmlog.v1.BudgetAmounts;
import dev.swarmlog.v1.BudgetCommand;
import dev.swarmlog.v1.BudgetCommandKind;
import dev.swarmlog.v1.ErrorClass;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A handler that asks before it works, and tells after. */
class BudgetedHandlerTest {
    static {
        TrustedTypes.allow();
    }

    private final List<BudgetCommand> told = new ArrayList<>();
    private final List<String> handled = new ArrayList<>();
    private CompletableFuture<Reply> answer = said(ReplyStatus.COMPLETED, "{\"verdict\":\"GRANTED\"}", "");

    private static CompletableFuture<Reply> said(ReplyStatus status, String result, String error) {
        return CompletableFuture.completedFuture(Reply.newBuilder()
                .setMessageId("d-1")
                .setStatus(status)
                .setError(error)
                .setSubmittedAtMs(1)
                .setRepliedAtMs(1)
                .setResult(ByteBuffer.wrap(result.getBytes(StandardCharsets.UTF_8)))
                .build());
    }

    private Result handle(AgentHandler inner) throws Exception {
        BudgetedHandler handler = new BudgetedHandler(
                command -> {
                    told.add(command.setSentAtMs(1).build());
                    return answer;
                },
                "acme/agents",
                new BudgetAmounts(100L, 0L, 1L, 0L),
                Duration.ofMillis(20),
                inner);
        return handler.handle(new Context());
    }

    private Result work(HandlerContext context) {
        handled.add(context.deliveryId());
        return Result.nothing().using(30, 12, 5);
    }

    private AgentFailure refused() {
        List<AgentFailure> failures = new ArrayList<>();
        assertThatThrownBy(() -> handle(this::work)).isInstanceOfSatisfying(AgentFailure.class, failures::add);
        assertThat(handled).isEmpty();
        return failures.get(0);
    }

    @Test
    void whatWasUsedIsSettledUnderTheDelivery() throws Exception {
        handle(this::work);

        assertThat(told)
                .extracting(BudgetCommand::getKind)
                .containsExactly(BudgetCommandKind.RESERVE, BudgetCommandKind.SETTLE);
        assertThat(told)
                .allMatch(command -> command.getReservationId().equals("d-1")
                        && command.getBudget().equals("acme"));
        assertThat(told.get(0).getPath()).isEqualTo("acme/agents/writer_1");
        assertThat(told.get(1).getAmounts().getTokens()).isEqualTo(42);
        assertThat(told.get(1).getAmounts().getCostMicros()).isEqualTo(5);
    }

    @Test
    void nothingIsHandledThatTheBudgetDoesNotGrant() {
        answer = said(ReplyStatus.REJECTED, "{}", "budget acme has no room");
        assertThat(refused()).hasMessage("budget acme has no room");
        assertThat(refused().errorClass()).isEqualTo(ErrorClass.RESOURCE_EXHAUSTED);

        answer = said(ReplyStatus.PARTIAL, "{}", "");
        assertThat(refused().errorClass()).isEqualTo(ErrorClass.RATE_LIMITED);

        answer = said(ReplyStatus.COMPLETED, "{\"verdict\":\"DEGRADED\",\"capability\":\"small\"}", "");
        assertThat(refused().errorClass()).isEqualTo(ErrorClass.RESOURCE_EXHAUSTED);
        assertThat(told.get(told.size() - 1).getKind()).isEqualTo(BudgetCommandKind.RELEASE);
    }

    @Test
    void aBudgetThatIsSilentLetsNothingBegin() {
        answer = new CompletableFuture<>();

        assertThat(refused()).hasMessage("budget acme/agents did not answer in time, and nothing was begun");
        assertThat(told)
                .extracting(BudgetCommand::getKind)
                .containsExactly(BudgetCommandKind.RESERVE, BudgetCommandKind.RELEASE);
    }

    @Test
    void whatAHandlerUsedThatThrewCountsAsReserved() {
        assertThatThrownBy(() -> handle(context -> {
                    throw new IllegalStateException("broken");
                }))
                .hasMessage("broken");

        assertThat(told.get(1).getKind()).isEqualTo(BudgetCommandKind.SETTLE);
        assertThat(told.get(1).getUnheard()).isTrue();
    }

    private static final class Context implements HandlerContext {
        @Override
        public String agentId() {
            return "writer/1";
        }

        @Override
        public String messageId() {
            return "m-1";
        }

        @Override
        public String deliveryId() {
            return "d-1";
        }

        @Override
        public String type() {
            return "write";
        }

        @Override
        public String source() {
            return "";
        }

        @Override
        public Map<String, String> attributes() {
            return Map.of();
        }

        @Override
        public String contentType() {
            return "text/plain";
        }

        @Override
        public ByteBuffer payload() {
            return ByteBuffer.allocate(0);
        }

        @Override
        public int attempt() {
            return 1;
        }

        @Override
        public int hops() {
            return 0;
        }

        @Override
        public long deadlineMs() {
            return 0;
        }

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public void progress(double share) {}
    }
}
