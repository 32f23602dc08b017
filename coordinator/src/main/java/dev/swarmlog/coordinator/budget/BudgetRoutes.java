package dev.swarmlog.coordinator.budget;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.swarmlog.agent.budgets.BudgetClient;
import dev.swarmlog.coordinator.budget.core.Amounts;
import dev.swarmlog.document.Problem;
import dev.swarmlog.runtime.http.Call;
import dev.swarmlog.runtime.http.Route;
import dev.swarmlog.runtime.http.RouteGroup;
import dev.swarmlog.runtime.http.access.Role;
import dev.swarmlog.runtime.http.shape.Fields;
import dev.swarmlog.runtime.http.shape.Shape;
import dev.swarmlog.schemas.Limits;
import dev.swarmlog.v1.BudgetAmounts;
import dev.swarmlog.v1.BudgetCommand;
import dev.swarmlog.v1.BudgetCommandKind;
import dev.swarmlog.v1.BudgetStatus;
import dev.swarmlog.v1.ErrorClass;
import dev.swarmlog.v1.Reply;
import io.javalin.http.HttpStatus;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Budgets over HTTP: the pictures come from the index, and everything else is a command like everybody's. */
final class BudgetRoutes implements RouteGroup {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SECONDS_MAX = 10;
    private static final int SOURCE_CHARS_MAX = 200_000;
    private static final int ACCOUNTS_MAX = 10_000;

    private static final Fields AMOUNTS = Shape.object()
            .or("tokens", Shape.whole(0, Amounts.MAX), "")
            .or("costMicros", Shape.whole(0, Amounts.MAX), "Millionths of the currency")
            .or("calls", Shape.whole(0, Amounts.MAX), "")
            .or("wallMs", Shape.whole(0, Amounts.MAX), "");
    private static final Fields ANSWER = Shape.object()
            .with("verdict", Shape.text(), "GRANTED, DEGRADED, HANDED_OFF, ASKED or DONE")
            .andMore();
    private static final Fields ACCOUNT =
            Shape.object().with("path", Shape.text(), "").andMore();

    private final BudgetIndex index;
    private final Supplier<BudgetClient> client;

    BudgetRoutes(BudgetIndex index, Supplier<BudgetClient> client) {
        this.index = index;
        this.client = client;
    }

    @Override
    public String name() {
        return "budgets";
    }

    @Override
    public String what() {
        return "What tenants, sagas, swarms and agents may spend: asked for before, and told after.";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/budgets", "All budgets", call -> call.json(json(index.budgets())))
                        .gives(Shape.list(ACCOUNT, Integer.MAX_VALUE)),
                Route.get("/budgets/{budget}", "All accounts of a budget", this::show)
                        .gives(Shape.list(ACCOUNT, ACCOUNTS_MAX)),
                Route.put("/budgets/{budget}", "Sets a budget", this::set)
                        .by(Role.ADMIN)
                        .takesText("application/yaml", SOURCE_CHARS_MAX)
                        .gives(ANSWER),
                Route.delete("/budgets/{budget}", "Removes a budget, with all that is reserved in it", this::remove)
                        .by(Role.ADMIN)
                        .gives(ANSWER),
                Route.post("/budgets/{budget}/reservations", "Asks to spend", this::reserve)
                        .takes(Shape.object()
                                .with("reservationId", Shape.text(), "The same again is answered as before")
                                .or("path", Shape.text(Limits.TEXT_CHARS_MAX), "Who; the budget itself unless said")
                                .with("amounts", AMOUNTS, "At most so much")
                                .or("depth", Shape.whole(0, 100), "How many ask on behalf of one another")
                                .or("agentId", Shape.text(), "")
                                .or("model", Shape.text(), "")
                                .or("holdMs", Shape.whole(0, Amounts.MAX), "So long it stands unless it is settled"))
                        .gives(ANSWER)
                        .gives(202, ANSWER, "a person is asked; the same request again tells the answer"),
                Route.post("/budgets/{budget}/settlements", "Tells what was spent", this::settle)
                        .takes(Shape.object()
                                .with("reservationId", Shape.text(), "")
                                .or("used", AMOUNTS, "Nothing said means nothing used: the reservation is released")
                                .or("tokensIn", Shape.whole(0, Amounts.MAX), "")
                                .or("tokensOut", Shape.whole(0, Amounts.MAX), "")
                                .or("agentId", Shape.text(), "")
                                .or("model", Shape.text(), ""))
                        .gives(ANSWER),
                Route.post(
                                "/budgets/{budget}/approvals",
                                "Lets a reservation go beyond the limit, or not",
                                this::approve)
                        .takes(Shape.object()
                                .with("reservationId", Shape.text(), "")
                                .with("approved", Shape.flag(), "")
                                .or("reason", Shape.text(Limits.TEXT_CHARS_MAX), ""))
                        .gives(ANSWER));
    }

    private void show(Call call) {
        List<BudgetStatus> accounts = index.of(call.path("budget"), ACCOUNTS_MAX);
        if (accounts.isEmpty()) {
            throw problem(HttpStatus.NOT_FOUND, "there is no budget " + call.path("budget"));
        }
        call.json(json(accounts));
    }

    private void set(Call call) throws InterruptedException {
        BudgetDefinitions.Read read = BudgetDefinitions.read(call.bodyText());
        if (!read.problems().isEmpty()) {
            throw problem(HttpStatus.BAD_REQUEST, read.told())
                    .with(
                            "problems",
                            read.problems().stream().map(Problem::toString).toList());
        }
        tell(call, command(call, BudgetCommandKind.SET).setSource(call.bodyText()));
    }

    private void remove(Call call) throws InterruptedException {
        tell(call, command(call, BudgetCommandKind.REMOVE));
    }

    private void reserve(Call call) throws InterruptedException {
        String path = call.field("path");
        tell(
                call,
                command(call, BudgetCommandKind.RESERVE)
                        .setPath(path.isEmpty() ? call.path("budget") : path)
                        .setAmounts(amounts(call.body().path("amounts")))
                        .setDepth(call.body().path("depth").asInt())
                        .setAgentId(call.field("agentId"))
                        .setModel(call.field("model"))
                        .setHoldMs(call.body().path("holdMs").asLong()));
    }

    private void settle(Call call) throws InterruptedException {
        BudgetAmounts used = amounts(call.body().path("used"));
        long in = call.body().path("tokensIn").asLong();
        long out = call.body().path("tokensOut").asLong();
        boolean isNothing = BudgetCodec.amounts(used).equals(Amounts.NONE) && in + out == 0;
        tell(
                call,
                command(call, isNothing ? BudgetCommandKind.RELEASE : BudgetCommandKind.SETTLE)
                        .setAmounts(used)
                        .setTokensIn(in)
                        .setTokensOut(out)
                        .setAgentId(call.field("agentId"))
                        .setModel(call.field("model")));
    }

    private void approve(Call call) throws InterruptedException {
        boolean approved = call.body().path("approved").asBoolean();
        tell(
                call,
                command(call, approved ? BudgetCommandKind.APPROVE : BudgetCommandKind.REFUSE)
                        .setReason(call.field("reason")));
    }

    private static BudgetCommand.Builder command(Call call, BudgetCommandKind kind) {
        return BudgetCommand.newBuilder()
                .setKind(kind)
                .setBudget(call.path("budget"))
                .setReservationId(call.field("reservationId"))
                .setBy(call.caller().name())
                .setSentAtMs(0);
    }

    private static BudgetAmounts amounts(JsonNode it) {
        return new BudgetAmounts(
                it.path("tokens").asLong(),
                it.path("costMicros").asLong(),
                it.path("calls").asLong(),
                it.path("wallMs").asLong());
    }

    private void tell(Call call, BudgetCommand.Builder command) throws InterruptedException {
        Reply reply;
        try {
            reply = client.get().ask(command).get(SECONDS_MAX, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw problem(HttpStatus.GATEWAY_TIMEOUT, "no coordinator answered within " + SECONDS_MAX + " s");
        } catch (ExecutionException e) {
            throw problem(HttpStatus.SERVICE_UNAVAILABLE, "the cluster did not take it: " + e.getCause());
        }
        switch (reply.getStatus()) {
            case COMPLETED -> call.json(result(reply));
            case PARTIAL -> call.json(HttpStatus.ACCEPTED.getCode(), result(reply));
            default ->
                throw problem(
                        reply.getErrorClass() == ErrorClass.RESOURCE_EXHAUSTED
                                ? HttpStatus.PAYMENT_REQUIRED
                                : HttpStatus.UNPROCESSABLE_CONTENT,
                        reply.getError());
        }
    }

    private static JsonNode result(Reply reply) {
        try {
            return JSON.readTree(
                    StandardCharsets.UTF_8.decode(reply.getResult().duplicate()).toString());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a coordinator answers in JSON", e);
        }
    }

    private static List<JsonNode> json(List<BudgetStatus> accounts) {
        return accounts.stream().map(BudgetRoutes::json).toList();
    }

    /** Generated classes write themselves as JSON, numbers as numbers. */
    private static JsonNode json(BudgetStatus account) {
        try {
            return JSON.readTree(account.toString());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Avro writes JSON", e);
        }
    }

    private static dev.swarmlog.runtime.http.Problem problem(HttpStatus status, String detail) {
        return new dev.swarmlog.runtime.http.Problem(status.getCode(), detail);
    }
}
