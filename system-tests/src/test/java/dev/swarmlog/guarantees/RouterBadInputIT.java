package dev.swarmlog.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.agent.Agent;
import dev.swarmlog.agent.AgentHandler;
import dev.swarmlog.agent.HandlerContext;
import dev.swarmlog.agent.Result;
import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.cluster.LogWriter;
import dev.swarmlog.agent.cluster.TopicWriter;
import dev.swarmlog.agent.host.AgentHost;
import dev.swarmlog.agent.messages.Gathering;
import dev.swarmlog.agent.messages.MessageClient;
import dev.swarmlog.agent.messages.MessageDraft;
import dev.swarmlog.audit.Audit;
import dev.swarmlog.audit.Terms;
import dev.swarmlog.schemas.BranchId;
import dev.swarmlog.schemas.Limits;
import dev.swarmlog.standalone.Platform;
import dev.swarmlog.standalone.PlatformOptions;
import dev.swarmlog.v1.Message;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import dev.swarmlog.v1.Routing;
import dev.swarmlog.v1.RoutingRule;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the router cannot or must not do it refuses, by a reason that says what to change; and it goes on. */
class RouterBadInputIT {
    private static final AtomicInteger HANDED_ON = new AtomicInteger();
    private static final int FAN_OUT_MAX = 2;
    private static final Map<String, String> STRICT =
            Map.of("SWARMLOG_ROUTER_FAN_OUT_MAX", "" + FAN_OUT_MAX, "SWARMLOG_ROUTER_UNKNOWN_GRACE_MS", "200");

    private static Platform platform;
    private static AgentHost host;
    private static MessageClient client;
    private static LogWriter raw;
    private static TopicWriter<Message> submitted;
    private static TopicWriter<RoutingRule> rules;
    private static Audit audit;
    private static String replies;

    @BeforeAll
    static void start() {
        platform = Platform.start(PlatformOptions.temporary().withEnv(STRICT));
        ClusterConfig cluster = ClusterConfig.of(platform.bootstrapServers(), platform.schemaRegistryUrl());
        replies = cluster.wire().topics().replies.name();
        raw = LogWriter.open(cluster, "bad-input", 0);
        submitted = raw.to(cluster.wire().topics().submitted);
        rules = raw.to(cluster.wire().topics().rules);
        audit = Audit.of(cluster, Terms.USUAL);
        client = MessageClient.connect(cluster);
        host = AgentHost.connect(cluster)
                .add(
                        agent("echo-1", "echo", context -> Result.text(context.text())),
                        agent("ping-1", "ping", context -> handOn(context, "pong")),
                        agent("pong-1", "pong", context -> handOn(context, "ping")),
                        agent("leaver", "leaving", context -> Result.nothing()),
                        agent("crowd-1", "crowded", context -> Result.nothing()),
                        agent("crowd-2", "crowded", context -> Result.nothing()),
                        agent("crowd-3", "crowded", context -> Result.nothing()))
                .start();
        for (String type : new String[] {"echo", "leaving", "crowded"}) {
            Awaitility.await(type).atMost(30, TimeUnit.SECONDS).until(() -> status(type) == ReplyStatus.COMPLETED);
        }
    }

    private static Agent agent(String id, String capability, AgentHandler handler) {
        return Agent.named(id).capability(capability, "1.0.0").concurrency(4).handler(handler);
    }

    /** As an agent does that knows nothing of the SDK's own limits. */
    private static Result handOn(HandlerContext context, String type) {
        HANDED_ON.incrementAndGet();
        submit("loop-" + (context.hops() + 1), with -> with.setType(type).setHops(context.hops() + 1));
        return Result.nothing();
    }

    @AfterAll
    static void stop() {
        host.close();
        client.close();
        audit.close();
        raw.close();
        platform.close();
    }

    @AfterEach
    void goesOn() throws Exception {
        assertThat(status("echo")).as("the next message").isEqualTo(ReplyStatus.COMPLETED);
    }

    @Test
    void anUnknownStrategyIsRefusedWithThoseThatThereAre() {
        submit(
                "strange",
                with -> awaited(with)
                        .setRouting(
                                Routing.newBuilder().setStrategy("BEST_EVER").build()));

        assertThat(end("strange")).contains("REJECTED").contains("BEST_EVER").contains("ROUND_ROBIN");
    }

    @Test
    void aReplyTopicOutsideTheFamilyIsRefusedWithThoseThatThereAre() {
        submit("elsewhere", with -> with.setReplyTopic("somebody.elses"));

        assertThat(end("elsewhere"))
                .contains("INVALID")
                .contains("somebody.elses")
                .contains(replies);
    }

    @Test
    void attributesOverTheLimitsAreRefused() {
        Map<String, String> many = IntStream.rangeClosed(0, Limits.ATTRIBUTES_MAX)
                .boxed()
                .collect(Collectors.toMap(number -> "a" + number, number -> "b"));
        submit("many", with -> awaited(with).setAttributes(many));
        submit("long", with -> awaited(with).setAttributes(Map.of("a", "b".repeat(Limits.ATTRIBUTE_CHARS_MAX))));

        assertThat(end("many"))
                .contains("REJECTED")
                .contains("attributes: at most " + Limits.ATTRIBUTES_MAX)
                .contains("found " + many.size());
        assertThat(end("long")).contains("REJECTED").contains("at most " + Limits.ATTRIBUTE_CHARS_MAX);
    }

    @Test
    void aDeadlineInThePastExpiresUnsent() {
        submit("late", with -> awaited(with).setDeadlineMs(System.currentTimeMillis() - 1));

        assertThat(end("late")).contains("EXPIRED").contains("deadline had passed");
        assertThat(audit.message("late").deliveries()).isEmpty();
    }

    @Test
    void workThatIsHandedOnInACircleEndsAtTheHopLimit() {
        submit("loop-0", with -> with.setType("ping"));

        assertThat(end("loop-" + (Limits.HOPS_MAX + 1))).contains("LOOPING").contains("in a circle");
        assertThat(HANDED_ON).hasValue(Limits.HOPS_MAX + 1);
    }

    @Test
    void aCapabilityWhoseAgentsAreGoneIsWaitedForUntilTheDeadline() throws Exception {
        assertThat(host.remove("leaver")).isTrue();
        Awaitility.await("nobody is left")
                .atMost(30, TimeUnit.SECONDS)
                .until(() -> status("leaving") != ReplyStatus.COMPLETED);

        Reply reply = client.submit(MessageDraft.ofType("leaving").timeout(Duration.ofSeconds(1)))
                .get(20, TimeUnit.SECONDS);

        assertThat(reply.getStatus()).isEqualTo(ReplyStatus.EXPIRED);
        assertThat(reply.getError()).contains("waited for an agent");
    }

    @Test
    void aCapabilityThatNobodyEverHadIsWaitedForUntilTheDeadlineIfTheMessageSaysSo() throws Exception {
        Duration timeout = Duration.ofSeconds(1);
        long beganNs = System.nanoTime();

        Reply reply = client.submit(MessageDraft.ofType("unheard.of").patient().timeout(timeout))
                .get(20, TimeUnit.SECONDS);

        assertThat(System.nanoTime() - beganNs).isGreaterThanOrEqualTo(timeout.toNanos());
        assertThat(reply.getStatus()).isEqualTo(ReplyStatus.EXPIRED);
        assertThat(reply.getError())
                .contains("waited for an agent")
                .contains("none ever offered")
                .contains("unheard.of");
    }

    @Test
    void aCapabilityThatNobodyEverHadIsElseRejectedLongBeforeTheDeadline() throws Exception {
        long beganNs = System.nanoTime();

        Reply reply = client.submit(MessageDraft.ofType("unheard.of").timeout(Duration.ofSeconds(20)))
                .get(20, TimeUnit.SECONDS);

        assertThat(Duration.ofNanos(System.nanoTime() - beganNs)).isLessThan(Duration.ofSeconds(10));
        assertThat(reply.getStatus()).isEqualTo(ReplyStatus.REJECTED);
        assertThat(reply.getError()).contains("no agent ever offered").contains("unheard.of");
    }

    @Test
    void aGatherOverMoreAgentsThanTheLimitIsRefusedWithTheLimit() throws Exception {
        MessageDraft toAll = MessageDraft.ofType("crowded").strategy("BROADCAST");
        Awaitility.await("all three are known")
                .atMost(30, TimeUnit.SECONDS)
                .until(() -> client.submit(toAll).get(30, TimeUnit.SECONDS).getError(), why -> why.contains("found 3"));
        MessageDraft toThree =
                MessageDraft.ofType("crowded").gather(Gathering.all().of(FAN_OUT_MAX + 1));

        Reply all = client.submit(toAll.source("all")).get(30, TimeUnit.SECONDS);
        Reply three = client.submit(toThree.source("three")).get(30, TimeUnit.SECONDS);

        assertThat(all.getStatus()).isEqualTo(ReplyStatus.REJECTED);
        assertThat(all.getError()).contains("BROADCAST: at most 2 agents are allowed, found 3");
        assertThat(three.getStatus()).isEqualTo(ReplyStatus.REJECTED);
        assertThat(three.getError()).contains("gather.fanOut: 0 to 2 are allowed, found 3");
        audit.catchUp();
        for (Reply refused : List.of(all, three)) {
            assertThat(audit.message(new BranchId(refused.getMessageId(), 0).toString())
                            .deliveries())
                    .isEmpty();
        }
    }

    @Test
    void rulesThatAreNonsenseOrThrowAreLeftOutAndTheOthersHold() throws Exception {
        rule("nonsense", 1, "type ==== 7");
        rule("throws", 2, "int(attributes['n']) > 3 && attributes['nobody'] == 'has it'");
        rule("holds", 3, "attributes['n'] == '7'");
        Awaitility.await("the rules are read")
                .atMost(30, TimeUnit.SECONDS)
                .until(() -> numbered("7").getStatus() == ReplyStatus.REJECTED);

        assertThat(numbered("7").getError()).contains("not seven");
        assertThat(numbered("many").getStatus()).isEqualTo(ReplyStatus.COMPLETED);
    }

    private static Reply numbered(String number) throws Exception {
        return client.submit(MessageDraft.ofType("echo").attribute("n", number)).get(30, TimeUnit.SECONDS);
    }

    private static void rule(String name, int order, String when) {
        write(
                rules,
                name,
                RoutingRule.newBuilder()
                        .setName(name)
                        .setOrder(order)
                        .setWhen(when)
                        .setRefusal("not seven")
                        .build());
    }

    private static void submit(String id, UnaryOperator<Message.Builder> with) {
        Message.Builder message = Message.newBuilder()
                .setMessageId(id)
                .setType("echo")
                .setSubmittedAtMs(System.currentTimeMillis())
                .setPayload(ByteBuffer.allocate(0));
        write(submitted, id, with.apply(message).build());
    }

    private static Message.Builder awaited(Message.Builder message) {
        return message.setReplyTopic(replies);
    }

    private static <V extends SpecificRecord> void write(TopicWriter<V> topic, String key, V value) {
        topic.send(key, value, (metadata, failure) -> {
            if (failure != null) {
                throw new IllegalStateException(failure);
            }
        });
        raw.flush();
    }

    /** How a message ended, in words. */
    private static String end(String id) {
        return Awaitility.await("an end of " + id)
                .atMost(30, TimeUnit.SECONDS)
                .until(() -> audit.catchUp().message(id).end(), end -> !end.isEmpty());
    }

    private static ReplyStatus status(String type) throws Exception {
        MessageDraft draft = MessageDraft.ofType(type).text("hello").timeout(Duration.ofSeconds(2));
        return client.submit(draft).get(30, TimeUnit.SECONDS).getStatus();
    }
}
