package dev.swarmlog.router;

import dev.swarmlog.agent.discovery.AgentIndex;
import dev.swarmlog.router.core.Answer;
import dev.swarmlog.router.core.Effect;
import dev.swarmlog.router.core.balance.AgentLoad;
import dev.swarmlog.router.core.balance.AgentLoads;
import dev.swarmlog.router.core.balance.Seat;
import dev.swarmlog.router.core.balance.SharedLoads;
import dev.swarmlog.router.core.strategy.Strategies;
import dev.swarmlog.router.core.strategy.Tiers;
import dev.swarmlog.router.rules.LiveRules;
import dev.swarmlog.runtime.store.LiveStore;
import dev.swarmlog.runtime.telemetry.RecordSpan;
import dev.swarmlog.runtime.telemetry.RecordSpans;
import dev.swarmlog.schemas.Topics;
import dev.swarmlog.schemas.wire.EventHeaders;
import dev.swarmlog.schemas.wire.Wire;
import dev.swarmlog.v1.Alert;
import dev.swarmlog.v1.DeadLetter;
import dev.swarmlog.v1.Delivery;
import dev.swarmlog.v1.Message;
import dev.swarmlog.v1.Outcome;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.RoutingDecision;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.SplittableRandom;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Between Kafka Streams and a {@link RouterTask}: records in, records out, with their traces. */
final class RouterProcessor implements Processor<String, SpecificRecord, String, Outbound>, Outbox {
    private static final String SOURCE = "swarmlog/router";
    private static final Headers NO_HEADERS = new RecordHeaders();

    private final Parts parts;
    private final Topics topics;
    private final CommitPace pace = new CommitPace(System::nanoTime);
    private @Nullable Life life;
    private @Nullable Cancellable ticking;
    private Headers incoming = NO_HEADERS;
    private String observer = "";
    private int worked;
    private long quietWindows;

    /** What all tasks of a topology share. */
    record Parts(
            RouterConfig config,
            Wire wire,
            LiveRules rules,
            AgentIndex index,
            SharedLoads loads,
            Strategies strategies,
            Alarms alarms,
            ReplyTopics replyTopics,
            RecordSpans spans,
            RouterMeters meters,
            Inboxes inboxes,
            Precedence precedence,
            CommitLull lull) {}

    /** What there is from when it began. */
    private record Life(
            ProcessorContext<String, Outbound> streams,
            LiveStore<Flight> flights,
            FlightCodec codec,
            RouterTask task) {}

    RouterProcessor(Parts parts) {
        this.parts = parts;
        this.topics = parts.wire().topics();
    }

    @Override
    public void init(ProcessorContext<String, Outbound> context) {
        long nowMs = context.currentSystemTimeMs();
        int partition = context.taskId().partition();
        AgentLoads loads = new AgentLoads(parts.loads());
        CandidatePools pools = new CandidatePools(
                parts.index(),
                loads,
                parts.config(),
                new CandidatePools.Surroundings(
                        parts.strategies(),
                        new Tiers.Place(partition, topics.submitted.partitions()),
                        topics.deliveries.partitions(),
                        nowMs));
        FlightCodec form = new FlightCodec(parts.wire(), pools::of);
        LiveStore<Flight> store = context.getStateStore(RouterTopology.FLIGHTS);
        observer = context.applicationId() + "/" + context.taskId();
        RouterTask fresh = new RouterTask(
                new RouterTask.Parts(
                        parts.config(),
                        parts.rules(),
                        store,
                        form,
                        pools,
                        loads,
                        new Liveness(parts.index()),
                        this,
                        parts.meters(),
                        sinceMs -> parts.inboxes().since(partition, sinceMs),
                        new SplittableRandom(nowMs ^ observer.hashCode())),
                nowMs);
        life = new Life(context, store, form, fresh);
        parts.precedence().set(partition, false);
        fresh.restore(nowMs);
        ticking = context.schedule(
                Duration.ofMillis(RouterTask.TICK_MS), PunctuationType.WALL_CLOCK_TIME, at -> tick(fresh, at));
    }

    private void tick(RouterTask ticked, long nowMs) {
        pace.goesOn(life().flights().flushBeganNs());
        ticked.tick(nowMs);
        parts.alarms().drain(nowMs, this::send);
        long quiet = parts.lull().quietWindows(worked, nowMs);
        worked = 0;
        if (quiet != quietWindows) {
            quietWindows = quiet;
            streams().commit();
        }
    }

    @Override
    public void process(Record<String, SpecificRecord> record) {
        worked++;
        pace.goesOn(life().flights().flushBeganNs());
        long nowMs = streams().currentSystemTimeMs();
        incoming = record.headers();
        switch (record.value()) {
            case Message message -> submitted(record.key(), message, nowMs);
            case Outcome outcome ->
                life().task().outcome(outcome, Precedence.arrivedMs(record.timestamp(), nowMs), nowMs);
            case null, default -> parts.meters().ignored(Effect.Reason.NOTHING_TO_DO);
        }
        incoming = NO_HEADERS;
    }

    private void submitted(@Nullable String key, Message message, long nowMs) {
        try (RecordSpan span = parts.spans().open("route", incoming).with("message.id", message.getMessageId())) {
            life().task()
                    .submitted(
                            message,
                            new Reception.Submission(
                                    key == null ? "" : key,
                                    streams()
                                            .recordMetadata()
                                            .map(RecordMetadata::offset)
                                            .orElse(0L),
                                    span.traceparent(incoming),
                                    parts.replyTopics().refusal(message)),
                            nowMs);
            parts.precedence().set(streams().taskId().partition(), life().task().hasCaughtUp());
        }
    }

    @Override
    public void deliver(Flight flight, Effect.Deliver deliver, long nowMs) {
        Delivery delivery = RouterCodec.delivery(
                flight,
                deliver,
                parts.config().policy().leaseMs(),
                streams().taskId().partition(),
                nowMs);
        send("deliver", flight, delivery, deliver.seat(), nowMs);
    }

    @Override
    public void withdraw(Flight flight, Effect.Withdraw withdraw, Seat seat, long nowMs) {
        Delivery delivery = RouterCodec.withdrawal(
                flight,
                withdraw,
                parts.config().policy().leaseMs(),
                streams().taskId().partition(),
                nowMs);
        send("withdraw", flight, delivery, seat, nowMs);
    }

    private void send(String what, Flight flight, Delivery delivery, Seat seat, long nowMs) {
        try (RecordSpan span = parts.spans()
                .resume(what, flight.trace)
                .with("message.id", flight.key())
                .with("agent.id", seat.agentId())
                .with("execution.attempt", delivery.getAttempt())) {
            Headers headers = headers(delivery.getDeliveryId(), delivery.getType(), nowMs);
            span.carry(flight.trace, headers);
            send(
                    RouterTopology.DELIVERIES,
                    seat.agentId(),
                    new Outbound(topics.deliveries.name(), seat.inbox(), delivery),
                    headers);
        }
    }

    @Override
    public Reply reply(Flight flight, Answer answer, @Nullable Outcome outcome, long nowMs) {
        Reply reply = RouterCodec.reply(flight, answer, outcome, nowMs);
        try (RecordSpan span = outcome == null
                ? parts.spans().resume("reply", flight.trace)
                : parts.spans().open("reply", incoming)) {
            span.with("message.id", flight.key())
                    .with("reply.status", reply.getStatus().name());
            Headers headers = headers(flight.key(), flight.message().getType(), nowMs);
            if (outcome == null) {
                span.carry(flight.trace, headers);
            } else {
                span.carry(incoming, headers);
            }
            flight.hearers(reply).forEach(hearer -> send(reply, hearer, headers));
        }
        return reply;
    }

    @Override
    public void replyAgain(Flight flight, Reply reply, long nowMs) {
        try (RecordSpan span = parts.spans().resume("reply", flight.trace).with("message.id", flight.key())) {
            Headers headers = headers(flight.key(), flight.message().getType(), nowMs);
            span.carry(flight.trace, headers);
            flight.hearers(reply).forEach(hearer -> send(reply, hearer, headers));
        }
    }

    @Override
    public void tell(Reply reply, Message again, long nowMs) {
        try (RecordSpan span = parts.spans().open("reply", incoming).with("message.id", again.getMessageId())) {
            Headers headers = headers(again.getMessageId(), again.getType(), nowMs);
            span.carry(incoming, headers);
            send(reply, ReplyAddress.of(again), headers);
        }
    }

    @Override
    public void deadLetter(Flight flight, Answer answer, long nowMs) {
        TopicPartition submitted =
                new TopicPartition(topics.submitted.name(), streams().taskId().partition());
        ByteBuffer value = ByteBuffer.wrap(asSubmitted(flight));
        DeadLetter letter = RouterCodec.deadLetter(flight, answer, submitted, value, nowMs);
        try (RecordSpan span = parts.spans()
                .resume("dead-letter", flight.trace)
                .with("message.id", flight.key())
                .failed(answer.error())) {
            Headers headers = headers(flight.key(), flight.message().getType(), nowMs);
            span.carry(flight.trace, headers);
            send(RouterTopology.DEAD_LETTERS, flight.key(), Outbound.byKey(topics.deadLetters.name(), letter), headers);
        }
    }

    /** Nothing where somebody submitted more than we may write; the letter says where in the log it is. */
    private byte[] asSubmitted(Flight flight) {
        try {
            return life().codec().submitted(flight.asSubmitted());
        } catch (SerializationException tooLarge) {
            return new byte[0];
        }
    }

    @Override
    public void decided(RoutingDecision decision) {
        send(
                RouterTopology.DECISIONS,
                decision.getMessageId(),
                Outbound.byKey(topics.decisions.name(), decision),
                new RecordHeaders());
    }

    @Override
    public void alert(LiveRules.News news, long nowMs) {
        send(RouterCodec.alert(news, nowMs));
    }

    @Override
    public void observed(String agentId, AgentLoad.Observation seen, long nowMs) {
        send(
                RouterTopology.OBSERVATIONS,
                agentId,
                Outbound.byKey(topics.observations.name(), RouterCodec.observation(agentId, seen, observer, nowMs)),
                new RecordHeaders());
    }

    @Override
    public void commitSoon() {
        if (parts.lull().lasts() || pace.mayAsk()) {
            streams().commit();
        }
    }

    @Override
    public void mark(Heard heard, long nowMs) {
        int partition = streams().taskId().partition();
        Outbound mark = new Outbound(topics.outcomes.name(), partition, heard.mark(partition, nowMs));
        send(RouterTopology.MARKS, "mark", mark, new RecordHeaders());
    }

    /** Streams goes on punctuating what it closes and initialises anew, and the old task with it, unless told to stop. */
    @Override
    public void close() {
        if (ticking != null) {
            ticking.cancel();
        }
        if (life != null) {
            life.task().close();
        }
    }

    private void send(Alert alert) {
        send(
                RouterTopology.ALERTS,
                alert.getSource(),
                Outbound.byKey(topics.alerts.name(), alert),
                new RecordHeaders());
    }

    private void send(Reply reply, ReplyAddress to, Headers headers) {
        send(RouterTopology.REPLIES, to.key(), parts.replyTopics().addressed(reply, to), headers);
    }

    private void send(String sink, String key, Outbound value, Headers headers) {
        streams().forward(new Record<>(key, value, streams().currentSystemTimeMs(), headers), sink);
    }

    private static Headers headers(String id, String type, long nowMs) {
        Headers headers = new RecordHeaders();
        EventHeaders.add(headers, id, type, SOURCE, nowMs);
        return headers;
    }

    private Life life() {
        Life now = life;
        if (now == null) {
            throw new IllegalStateException("a record before the processor began");
        }
        return now;
    }

    private ProcessorContext<String, Outbound> streams() {
        return life().streams();
    }
}
