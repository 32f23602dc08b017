package dev.swarmlog.schemas;

import dev.swarmlog.v1.AgentCard;
import dev.swarmlog.v1.AgentConfig;
import dev.swarmlog.v1.AgentEvent;
import dev.swarmlog.v1.AgentObservation;
import dev.swarmlog.v1.AgentStatus;
import dev.swarmlog.v1.Alert;
import dev.swarmlog.v1.BudgetCommand;
import dev.swarmlog.v1.BudgetEvent;
import dev.swarmlog.v1.BudgetStatus;
import dev.swarmlog.v1.DeadLetter;
import dev.swarmlog.v1.Delivery;
import dev.swarmlog.v1.Heartbeat;
import dev.swarmlog.v1.Improvement;
import dev.swarmlog.v1.ImprovementCommand;
import dev.swarmlog.v1.Message;
import dev.swarmlog.v1.Outcome;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.RoutingDecision;
import dev.swarmlog.v1.RoutingRule;
import dev.swarmlog.v1.SagaCommand;
import dev.swarmlog.v1.SagaDefinition;
import dev.swarmlog.v1.SagaEvent;
import dev.swarmlog.v1.SagaRun;
import dev.swarmlog.v1.SagaStatus;
import dev.swarmlog.v1.SagaTrack;
import dev.swarmlog.v1.SessionCommand;
import dev.swarmlog.v1.SessionEvent;
import dev.swarmlog.v1.SessionReply;
import dev.swarmlog.v1.SessionStatus;
import dev.swarmlog.v1.SwarmCommand;
import dev.swarmlog.v1.SwarmEvent;
import dev.swarmlog.v1.SwarmFrame;
import dev.swarmlog.v1.SwarmResult;
import dev.swarmlog.v1.SwarmStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.avro.specific.SpecificRecord;

/**
 * The catalogue of topics of one installation. Several installations share a cluster by different prefixes.
 *
 * <p>Topics that meet in one task have the same number of partitions: registrations, heartbeats and observations by
 * agent; submitted messages and outcomes by message; commands and replies, events and status by saga; runs and
 * commands to improvements by definition; commands and replies by swarm.
 */
public final class Topics {
    /** The width of an installation that asks for no other. */
    public static final int PARTITIONS = 8;

    /** The width of an installation on one machine, where each partition costs more than the others could do beside it. */
    public static final int PARTITIONS_OF_ONE_MACHINE = 4;

    private static final Pattern PREFIX = Pattern.compile("[a-zA-Z0-9._-]{0,100}");

    private static final String AGENTS = "agents";
    private static final String ANYONE = "anyone";
    private static final String OPS = "ops";
    private static final String REGISTRY = "agent-registry";
    private static final String ROUTER = "router";
    private static final String SAGA_ENGINE = "saga-engine";
    private static final String COORDINATOR = "coordinator";

    static {
        TrustedTypes.allow();
    }

    public final Topic<AgentCard> registrations;
    public final Topic<Heartbeat> heartbeats;
    public final Topic<AgentStatus> status;
    public final Topic<AgentEvent> agentEvents;
    public final Topic<AgentObservation> observations;
    public final Topic<AgentConfig> agentConfigs;
    public final Topic<Message> submitted;
    public final Topic<Delivery> deliveries;
    public final Topic<Outcome> outcomes;
    public final Topic<Reply> replies;
    public final Topic<DeadLetter> deadLetters;
    public final Topic<RoutingRule> rules;
    public final Topic<RoutingDecision> decisions;
    public final Topic<SagaDefinition> sagaDefinitions;
    public final Topic<SagaCommand> sagaCommands;
    public final Topic<Reply> sagaReplies;
    public final Topic<SagaEvent> sagaEvents;
    public final Topic<SagaStatus> sagaStatus;
    public final Topic<SagaRun> sagaRuns;
    public final Topic<SagaTrack> sagaTracks;
    public final Topic<ImprovementCommand> improvementCommands;
    public final Topic<Improvement> improvementStatus;
    public final Topic<BudgetCommand> budgetCommands;
    public final Topic<BudgetEvent> budgetEvents;
    public final Topic<BudgetStatus> budgetStatus;
    public final Topic<SessionCommand> sessionCommands;
    public final Topic<SessionReply> sessionReplies;
    public final Topic<SessionEvent> sessionEvents;
    public final Topic<SessionStatus> sessionStatus;
    public final Topic<SwarmCommand> swarmCommands;
    public final Topic<Reply> swarmReplies;
    public final Topic<SwarmEvent> swarmEvents;
    public final Topic<SwarmResult> swarmResults;
    public final Topic<SwarmStatus> swarmStatus;
    public final Topic<SwarmFrame> swarmPositions;
    public final Topic<Alert> alerts;

    private final String prefix;
    private final int width;
    private final List<Topic<?>> all = new ArrayList<>();

    /** An installation of the usual width. */
    public Topics(String prefix) {
        this(prefix, PARTITIONS);
    }

    /** An installation whose topics that instances share out have so many partitions. */
    public Topics(String prefix, int partitions) {
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException(
                    "a topic prefix is up to 100 letters, digits, '.', '_' and '-', not '" + prefix + "'");
        }
        this.prefix = prefix;
        this.width = partitions;
        registrations = add(topic("agents.registrations", AgentCard.class)
                .keyedBy("agentId")
                .writtenBy(AGENTS)
                .readBy(REGISTRY)
                .holding("Agents' cards: capabilities, place, capacity, inbox, epoch"));
        heartbeats = add(topic("agents.heartbeats", Heartbeat.class)
                .keyedBy("agentId")
                .keptFor(Duration.ofHours(1))
                .stampedByBroker()
                .writtenBy(AGENTS)
                .readBy(REGISTRY)
                .holding("Agents' signs of life, with their load"));
        status = add(topic("agents.status", AgentStatus.class)
                .keyedBy("agentId")
                .writtenBy(REGISTRY)
                .readBy(ROUTER, COORDINATOR, ANYONE)
                .holding("The registry's verdict on each agent"));
        agentEvents = add(topic("agents.events", AgentEvent.class)
                .keyedBy("agentId")
                .keptFor(Duration.ofDays(7))
                .writtenBy(REGISTRY)
                .readBy(ANYONE)
                .holding("What happened to agents"));
        observations = add(topic("agents.observations", AgentObservation.class)
                .keyedBy("agentId")
                .keptFor(Duration.ofHours(1))
                .writtenBy(ROUTER)
                .readBy(REGISTRY)
                .holding("What the router saw of each agent"));
        agentConfigs = add(topic("agents.configs", AgentConfig.class)
                .keyedBy("agentId")
                .partitions(2 * partitions)
                .writtenBy(OPS, COORDINATOR)
                .readBy(AGENTS, COORDINATOR)
                .holding("Agents as they are declared, for hosts that share them"));
        submitted = add(topic("messages.submitted", Message.class)
                .keyedBy("messageId")
                .keptFor(Duration.ofDays(2))
                .writtenBy(ANYONE)
                .readBy(ROUTER)
                .holding("Work for some agent"));
        deliveries = add(topic("messages.deliveries", Delivery.class)
                .keyedBy("agentId")
                .partitions(2 * partitions)
                .keptFor(Duration.ofHours(6))
                .writtenBy(ROUTER, REGISTRY)
                .readBy(AGENTS)
                .holding("Work on its way to one agent, in the partition that its card names"));
        outcomes = add(topic("messages.outcomes", Outcome.class)
                .keyedBy("messageId")
                .stampedByBroker()
                .keptFor(Duration.ofHours(6))
                .writtenBy(AGENTS, ROUTER)
                .readBy(ROUTER)
                .holding("What became of deliveries; without a messageId, a router's mark of how far it has read"));
        replies = add(topic("messages.replies", Reply.class)
                .keyedBy("correlation key")
                .keptFor(Duration.ofDays(1))
                .writtenBy(ROUTER, SAGA_ENGINE, COORDINATOR)
                .readBy(ANYONE)
                .holding("The one final answer to each message or command"));
        deadLetters = add(topic("messages.dead-letters", DeadLetter.class)
                .keyedBy("messageId")
                .partitions(1)
                .keptFor(Duration.ofDays(30))
                .writtenBy(REGISTRY, ROUTER, SAGA_ENGINE, COORDINATOR, AGENTS)
                .readBy(OPS)
                .holding("What could not be read or delivered, and why"));
        rules = add(topic("routing.rules", RoutingRule.class)
                .keyedBy("rule name")
                .partitions(1)
                .writtenBy(OPS)
                .readBy(ROUTER)
                .holding("Content-based routing rules"));
        decisions = add(topic("routing.decisions", RoutingDecision.class)
                .keyedBy("messageId")
                .keptFor(Duration.ofDays(1))
                .writtenBy(ROUTER)
                .readBy(OPS)
                .holding("Why messages went where they went"));
        sagaDefinitions = add(topic("sagas.definitions", SagaDefinition.class)
                .keyedBy("name@version")
                .partitions(1)
                .writtenBy(OPS, COORDINATOR)
                .readBy(SAGA_ENGINE, ANYONE)
                .holding("What each kind of saga does, as it was deployed"));
        sagaCommands = add(topic("sagas.commands", SagaCommand.class)
                .keyedBy("sagaId")
                .keptFor(Duration.ofDays(2))
                .writtenBy(ANYONE)
                .readBy(SAGA_ENGINE)
                .holding("What somebody wants of a saga"));
        sagaReplies = add(topic("sagas.replies", Reply.class)
                .keyedBy("sagaId")
                .keptFor(Duration.ofDays(2))
                .writtenBy(ROUTER, SAGA_ENGINE, COORDINATOR)
                .readBy(SAGA_ENGINE)
                .holding("What became of sagas' steps, and whether they may spend"));
        sagaEvents = add(topic("sagas.events", SagaEvent.class)
                .keyedBy("sagaId")
                .keptFor(Duration.ofDays(365))
                .writtenBy(SAGA_ENGINE)
                .readBy(ANYONE)
                .holding("The history of sagas, hash-chained"));
        sagaStatus = add(topic("sagas.status", SagaStatus.class)
                .keyedBy("sagaId")
                .writtenBy(SAGA_ENGINE)
                .readBy(ANYONE)
                .holding("The current picture of each saga"));
        sagaRuns = add(topic("sagas.runs", SagaRun.class)
                .keyedBy("name")
                .keptFor(Duration.ofDays(7))
                .writtenBy(COORDINATOR)
                .readBy(COORDINATOR, ANYONE)
                .holding("What each saga did from its start to its end, without what it was about"));
        sagaTracks = add(topic("sagas.tracks", SagaTrack.class)
                .keyedBy("name@version")
                .partitions(1)
                .writtenBy(COORDINATOR)
                .readBy(COORDINATOR, ANYONE)
                .holding("What became of the sagas of each definition: durations, failures, ways, anomalies"));
        improvementCommands = add(topic("improvements.commands", ImprovementCommand.class)
                .keyedBy("name")
                .keptFor(Duration.ofDays(2))
                .writtenBy(ANYONE)
                .readBy(COORDINATOR)
                .holding("What somebody says to a proposal: yes or no"));
        improvementStatus = add(topic("improvements.status", Improvement.class)
                .keyedBy("improvementId")
                .partitions(1)
                .writtenBy(COORDINATOR)
                .readBy(SAGA_ENGINE, COORDINATOR, ANYONE)
                .holding("Proposals to change definitions, and how far each is; saga-engines start by them"));
        budgetCommands = add(topic("budgets.commands", BudgetCommand.class)
                .keyedBy("budget")
                .keptFor(Duration.ofDays(2))
                .writtenBy(ANYONE, SAGA_ENGINE)
                .readBy(COORDINATOR)
                .holding("What somebody wants of a budget: to set it, to reserve, to settle, to approve"));
        budgetEvents = add(topic("budgets.events", BudgetEvent.class)
                .keyedBy("budget")
                .keptFor(Duration.ofDays(365))
                .writtenBy(COORDINATOR)
                .readBy(ANYONE)
                .holding("The history of budgets, which folds to their ledgers"));
        budgetStatus = add(topic("budgets.status", BudgetStatus.class)
                .keyedBy("path")
                .writtenBy(COORDINATOR)
                .readBy(COORDINATOR, ANYONE)
                .holding("The current picture of each limit of a budget"));
        sessionCommands = add(topic("sessions.commands", SessionCommand.class)
                .keyedBy("sessionId")
                .keptFor(Duration.ofDays(2))
                .writtenBy(ANYONE)
                .readBy(COORDINATOR)
                .holding("What somebody wants of a session"));
        sessionReplies = add(topic("sessions.replies", SessionReply.class)
                .keyedBy("correlation key")
                .keptFor(Duration.ofDays(1))
                .writtenBy(COORDINATOR)
                .readBy(ANYONE)
                .holding("What became of commands to sessions"));
        sessionEvents = add(topic("sessions.events", SessionEvent.class)
                .keyedBy("sessionId")
                .keptFor(Duration.ofDays(30))
                .writtenBy(COORDINATOR)
                .readBy(ANYONE)
                .holding("The history of sessions"));
        sessionStatus = add(topic("sessions.status", SessionStatus.class)
                .keyedBy("sessionId")
                .writtenBy(COORDINATOR)
                .readBy(COORDINATOR, ANYONE)
                .holding("The current picture of each session"));
        swarmCommands = add(topic("swarms.commands", SwarmCommand.class)
                .keyedBy("swarmId")
                .keptFor(Duration.ofDays(2))
                .writtenBy(ANYONE)
                .readBy(COORDINATOR)
                .holding("What somebody wants of a swarm"));
        swarmReplies = add(topic("swarms.replies", Reply.class)
                .keyedBy("swarmId")
                .keptFor(Duration.ofDays(1))
                .writtenBy(ROUTER)
                .readBy(COORDINATOR)
                .holding("What became of the work of swarms"));
        swarmResults = add(topic("swarms.results", SwarmResult.class)
                .keyedBy("swarmId")
                .keptFor(Duration.ofDays(7))
                .writtenBy(COORDINATOR)
                .readBy(ANYONE)
                .holding("What became of each item that a swarm brought in, sealed"));
        swarmEvents = add(topic("swarms.events", SwarmEvent.class)
                .keyedBy("swarmId")
                .keptFor(Duration.ofDays(30))
                .writtenBy(COORDINATOR)
                .readBy(ANYONE)
                .holding("What happened to swarms, and why"));
        swarmStatus = add(topic("swarms.status", SwarmStatus.class)
                .keyedBy("swarmId")
                .writtenBy(COORDINATOR)
                .readBy(COORDINATOR, ANYONE)
                .holding("The current picture of each swarm"));
        swarmPositions = add(topic("swarms.positions", SwarmFrame.class)
                .keyedBy("swarmId")
                .keptFor(Duration.ofHours(1))
                .writtenBy(COORDINATOR)
                .readBy(ANYONE)
                .holding("Where the particles of swarms are"));
        alerts = add(topic("platform.alerts", Alert.class)
                .keyedBy("source")
                .partitions(1)
                .keptFor(Duration.ofDays(30))
                .writtenBy(REGISTRY, ROUTER, SAGA_ENGINE, COORDINATOR)
                .readBy(OPS)
                .holding("What a person should look at"));
    }

    public String prefix() {
        return prefix;
    }

    /** Every topic, in the order of the catalogue. */
    public List<Topic<?>> all() {
        return List.copyOf(all);
    }

    public Optional<Topic<?>> named(String fullName) {
        return all.stream().filter(topic -> topic.name().equals(fullName)).findFirst();
    }

    /** Whether a requester may ask for its reply on this topic: only on the replies family, never on any other. */
    public boolean isReplyTopic(String fullName) {
        return fullName.equals(replies.name())
                || fullName.equals(sagaReplies.name())
                || fullName.equals(swarmReplies.name());
    }

    private <V extends SpecificRecord> TopicSpec<V> topic(String name, Class<V> type) {
        return new TopicSpec<>(prefix + name, type, width);
    }

    private <V extends SpecificRecord> Topic<V> add(Topic<V> topic) {
        all.add(topic);
        return topic;
    }
}
