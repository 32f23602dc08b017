package dev.swarmlog.simulator;

import dev.swarmlog.agent.Agent;
import dev.swarmlog.agent.AgentFailure;
import dev.swarmlog.agent.HandlerContext;
import dev.swarmlog.agent.Result;
import dev.swarmlog.simulator.core.Ledger;
import dev.swarmlog.simulator.core.Member;
import dev.swarmlog.simulator.core.Plan;
import dev.swarmlog.simulator.core.ServiceTime;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** The simulated agents: what they take on, how long they pretend to work, and how much each has done. */
final class Crew {
    private static final int CONCURRENCY = 4;
    private static final double NANOS_PER_MS = 1e6;

    private final Plan plan;
    private final String run;
    private final Ledger ledger;
    private final List<Member> members;
    private final AtomicLongArray done;

    Crew(Plan plan, String run, Ledger ledger) {
        this.plan = plan;
        this.run = run;
        this.ledger = ledger;
        this.members = IntStream.range(0, plan.agents())
                .mapToObj(number -> Member.of(plan, number))
                .toList();
        this.done = new AtomicLongArray(plan.agents());
    }

    /** The agents, for a host to bring to life. Those who need no time work on the host's own thread. */
    List<Agent> agents() {
        boolean atOnce = plan.serviceTime().equals(ServiceTime.none());
        return members.stream()
                .map(member -> atOnce
                        ? described(member).inline(context -> work(member, context))
                        : described(member).handler(context -> work(member, context)))
                .toList();
    }

    List<Snapshot.Work> busiest(int atMost) {
        return members.stream()
                .map(member -> new Snapshot.Work(member.id(), member.skill().capability(), done.get(member.number())))
                .filter(work -> work.done() > 0)
                .sorted(Comparator.comparingLong(Snapshot.Work::done).reversed().thenComparing(Snapshot.Work::agentId))
                .limit(atMost)
                .toList();
    }

    private static Agent.Builder described(Member member) {
        return Agent.named(member.id())
                .capability(member.skill().capability(), member.version())
                .serviceType("simulated")
                .at(member.region(), member.zone())
                .concurrency(CONCURRENCY);
    }

    private Result work(Member member, HandlerContext context) throws InterruptedException {
        // What happens to a delivery follows from the seed and its id, in whichever order threads come to it.
        RandomGenerator random =
                new SplittableRandom(plan.seed() * 31 + context.deliveryId().hashCode());
        double ms = plan.serviceTime().next(random);
        if (ms > 0) {
            Thread.sleep((long) ms, (int) (ms % 1 * NANOS_PER_MS));
        }
        if (random.nextDouble() < plan.failureShare()) {
            throw AgentFailure.retryable("simulated failure");
        }
        ByteBuffer payload = context.payload();
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        Result result = Result.of(context.contentType(), member.skill().apply(bytes));
        Question.numberIn(context.attributes(), run).ifPresent(ledger::effect);
        done.incrementAndGet(member.number());
        return result;
    }
}
