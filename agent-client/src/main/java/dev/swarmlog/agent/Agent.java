package dev.swarmlog.agent;

import dev.swarmlog.schemas.Limits;
import dev.swarmlog.v1.Capability;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.semver4j.Semver;

/**
 * What an agent is: its name, what it can do, where it is, how much it takes on, and the code that does it. Immutable;
 * an {@link dev.swarmlog.agent.host.AgentHost} brings it to life.
 *
 * <pre>{@code
 * Agent agent = Agent.named("carbon-calc")
 *         .capability("calc.carbon", "1.2.0")
 *         .concurrency(8)
 *         .handler(context -> Result.json(calculate(context.text())));
 * }</pre>
 */
public final class Agent {
    /** How the handler comes to its deliveries. */
    public enum Mode {
        /** Each delivery on a thread of its own. */
        THREADED,
        /** On the host's reading thread: for handlers of microseconds that never block. */
        INLINE,
        /** Like THREADED, with a handler that is made at the first delivery and may be dropped when idle. */
        LAZY
    }

    /** Each task of the router sends one delivery more than it knows room for, so that none of them starves. */
    private static final int QUEUE_MIN = 16;

    private final Builder description;
    private final Mode mode;
    private final Supplier<AgentHandler> handler;

    private Agent(Builder description, Mode mode, Supplier<AgentHandler> handler) {
        this.description = new Builder(description);
        this.mode = mode;
        this.handler = handler;
        if (description.capabilities.isEmpty()) {
            throw new IllegalArgumentException("agent " + description.id + " has no capability: nobody would find it");
        }
    }

    public static Builder named(String agentId) {
        return new Builder(agentId);
    }

    public String id() {
        return description.id;
    }

    public List<Capability> capabilities() {
        return List.copyOf(description.capabilities);
    }

    public String serviceType() {
        return description.serviceType;
    }

    public Set<String> tags() {
        return Set.copyOf(description.tags);
    }

    public String region() {
        return description.region;
    }

    public String zone() {
        return description.zone;
    }

    public int concurrency() {
        return description.concurrency;
    }

    /** How many deliveries wait for a free place before more are refused. */
    public int queueMax() {
        return description.queueMax < 0 ? Math.max(description.concurrency, QUEUE_MIN) : description.queueMax;
    }

    public double weight() {
        return description.weight;
    }

    /** How long a handler may take when the delivery has no deadline. */
    public Duration timeLimit() {
        return description.timeLimit;
    }

    /** Whether the lease of a running delivery is renewed without the handler's doing. */
    public boolean renewsLeases() {
        return description.renewsLeases;
    }

    /** Whether a handler is interrupted when its message was taken back. */
    public boolean isInterruptedWhenWithdrawn() {
        return description.interruptedWhenWithdrawn;
    }

    public Mode mode() {
        return mode;
    }

    /** The code that does the work; with {@link Mode#LAZY} a new one each time. */
    public AgentHandler makeHandler() {
        return handler.get();
    }

    /** What is to be called for each delivery: the work, behind what guards it. */
    public AgentHandler guarded(AgentHandler work) {
        return description.guard.apply(work);
    }

    /** Says what an agent is; ends with the code that does the work. */
    public static final class Builder {
        private final String id;
        private final List<Capability> capabilities = new ArrayList<>();
        private final Set<String> tags = new LinkedHashSet<>();
        private String serviceType = "";
        private String region = "";
        private String zone = "";
        private int concurrency = 1;
        private int queueMax = -1;
        private double weight = 1.0;
        private Duration timeLimit = Duration.ofHours(1);
        private boolean renewsLeases = true;
        private boolean interruptedWhenWithdrawn;
        private UnaryOperator<AgentHandler> guard = UnaryOperator.identity();

        private Builder(String id) {
            this.id = id;
            if (id.isBlank() || id.length() > Limits.ID_CHARS_MAX) {
                throw new IllegalArgumentException("an agent's name has 1 to " + Limits.ID_CHARS_MAX
                        + " characters, not " + id.length() + ": '" + id + "'");
            }
        }

        private Builder(Builder other) {
            this(other.id);
            capabilities.addAll(other.capabilities);
            tags.addAll(other.tags);
            serviceType = other.serviceType;
            region = other.region;
            zone = other.zone;
            concurrency = other.concurrency;
            queueMax = other.queueMax;
            weight = other.weight;
            timeLimit = other.timeLimit;
            renewsLeases = other.renewsLeases;
            interruptedWhenWithdrawn = other.interruptedWhenWithdrawn;
            guard = other.guard;
        }

        /** Something that the agent can do, and the semantic version in which it does it. */
        public Builder capability(String name, String version) {
            Semver parsed = Semver.parse(version);
            if (parsed == null || version.length() > Limits.VERSION_CHARS_MAX) {
                throw new IllegalArgumentException(
                        "a semantic version like 1.2.0 is expected for " + name + ", not '" + version + "'");
            }
            Capability capability = new Capability(text("the name of a capability", name), parsed.getVersion());
            require(!name.isBlank(), "the name of a capability is expected, not", name);
            require(
                    !capabilities.contains(capability),
                    "each capability is said once in each version, not again",
                    name);
            require(capabilities.size() < Limits.CAPABILITIES_MAX, "too many capabilities; no room for", name);
            capabilities.add(capability);
            return this;
        }

        public Builder tags(String... some) {
            for (String tag : some) {
                tags.add(text("a tag", tag));
            }
            require(tags.size() <= Limits.TAGS_MAX, "at most " + Limits.TAGS_MAX + " tags, not", "" + tags.size());
            return this;
        }

        public Builder serviceType(String type) {
            serviceType = text("a service type", type);
            return this;
        }

        /** Where it runs; an empty string does not tell. */
        public Builder at(String inRegion, String inZone) {
            region = text("a region", inRegion);
            zone = text("a zone", inZone);
            return this;
        }

        /** How many deliveries it works on at once. */
        public Builder concurrency(int atOnce) {
            require(atOnce >= 1, "concurrency is 1 or more, not", "" + atOnce);
            concurrency = atOnce;
            return this;
        }

        /** How many deliveries may wait for a free place; as many as the concurrency unless this says otherwise. */
        public Builder queueMax(int waiting) {
            require(waiting >= 0, "queueMax is 0 or more, not", "" + waiting);
            queueMax = waiting;
            return this;
        }

        /** The share of work relative to others, for strategies that weigh. */
        public Builder weight(double relative) {
            require(
                    relative > 0 && relative <= Limits.WEIGHT_MAX,
                    "weight is above 0 and at most " + Limits.WEIGHT_MAX + ", not",
                    "" + relative);
            weight = relative;
            return this;
        }

        /** How long a handler may take when the delivery has no deadline; one hour unless this says otherwise. */
        public Builder timeLimit(Duration longest) {
            require(longest.toMillis() >= 1, "timeLimit is 1 ms or more, not", longest.toString());
            timeLimit = longest;
            return this;
        }

        /** A handler that does not call {@link HandlerContext#progress} in time loses its work to another agent. */
        public Builder withoutLeaseRenewal() {
            renewsLeases = false;
            return this;
        }

        /**
         * A handler whose message was taken back is interrupted. Only for handlers of which nothing stays when they are: an
         * exception says that the work was not done, also one that leaves a request to somebody else half done.
         */
        public Builder interruptedWhenWithdrawn() {
            interruptedWhenWithdrawn = true;
            return this;
        }

        /**
         * What stands between deliveries and the handler, such as a {@link dev.swarmlog.agent.budgets.BudgetedHandler}. What it
         * refuses by an exception costs nothing: a lazy handler is not even made.
         */
        public Builder guardedBy(UnaryOperator<AgentHandler> around) {
            guard = around;
            return this;
        }

        /** Each delivery is handled on a thread of its own (a virtual one where the JDK has them). */
        public Agent handler(AgentHandler handler) {
            return new Agent(this, Mode.THREADED, () -> handler);
        }

        /** Deliveries are handled one after the other on the host's reading thread: fast, as long as it never blocks. */
        public Agent inline(AgentHandler handler) {
            return new Agent(this, Mode.INLINE, () -> handler);
        }

        /**
         * The handler is made when the first delivery comes. When the host has more live handlers than it may, the one
         * that was idle longest is dropped, and closed if it is {@link AutoCloseable}.
         */
        public Agent handlerFactory(Supplier<? extends AgentHandler> factory) {
            return new Agent(this, Mode.LAZY, factory::get);
        }

        private static String text(String what, String text) {
            require(
                    text.length() <= Limits.ID_CHARS_MAX,
                    what + " has at most " + Limits.ID_CHARS_MAX + " characters, unlike",
                    text);
            return text;
        }

        private static void require(boolean holds, String expected, String found) {
            if (!holds) {
                throw new IllegalArgumentException(expected + " '" + found + "'");
            }
        }
    }
}
