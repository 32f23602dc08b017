package dev.swarmlog.coordinator.swarm;

import dev.swarmlog.coordinator.core.colony.Colony;
import dev.swarmlog.coordinator.core.colony.Task;
import dev.swarmlog.coordinator.core.forage.Hunt;
import dev.swarmlog.coordinator.core.forage.Load;
import dev.swarmlog.coordinator.core.search.Batches;
import dev.swarmlog.coordinator.core.search.Optimization;
import dev.swarmlog.v1.ErrorClass;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import dev.swarmlog.v1.SwarmCommand;
import dev.swarmlog.v1.SwarmItemResult;
import dev.swarmlog.v1.SwarmResult;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The swarms of one task whose work agents do: sends out what is due, and takes in what comes back. */
final class Remotes {
    /** Behind the deadline of the work, so that the router's word comes first. */
    private static final double PATIENCE_SHARE = 0.8;

    private final Loads loads;
    private final Errands errands;
    private final Purses purses;
    private final SwarmOutlet out;

    /** Where loads are kept until all of their items are accounted for. */
    interface Loads {
        void put(String swarmId, long load, SwarmCommand feed);

        @Nullable
        SwarmCommand get(String swarmId, long load);

        void delete(String swarmId, long load);

        void deleteAll(String swarmId);
    }

    Remotes(Loads loads, Errands errands, Tickets tickets, SwarmOutlet out) {
        this.loads = loads;
        this.errands = errands;
        this.purses = new Purses(tickets, out);
        this.out = out;
    }

    /** Sends what is due. */
    void goOn(Running swarm, long nowMs) {
        if (swarm.colony.behaviour() instanceof Hunt hunt
                && swarm.colony.definition().task() instanceof Task.Hunting task) {
            for (Hunt.Order given : hunt.watch(nowMs)) {
                settle(swarm, hunt, given.load().number(), given.load().item(), given.attempt(), null, nowMs);
            }
            for (int leave = purses.leave(swarm, nowMs); leave > 0; leave--) {
                Hunt.Order order = hunt.send(nowMs);
                if (order == null) {
                    break;
                }
                send(swarm, task, order, nowMs);
            }
        } else if (swarm.colony.definition().task() instanceof Task.Swarming task
                && task.evaluation() instanceof Task.Outside outside) {
            int leave = purses.leave(swarm, nowMs);
            swarm.colony.orders(leave, nowMs).forEach(order -> send(swarm, outside, order, nowMs));
        }
    }

    private void send(Running swarm, Task.Outside outside, Batches.Order order, long nowMs) {
        if (!(swarm.colony.behaviour() instanceof Optimization search)) {
            return;
        }
        swarm.dirty = true;
        double[][] points = new double[order.to() - order.from()][search.bestPoint().length];
        for (int i = 0; i < points.length; i++) {
            search.ask(order.from() + i, points[i]);
        }
        ErrandId id =
                ErrandId.batch(swarm.id(), swarm.colony.restarts(), order.generation(), order.batch(), order.attempt());
        long untilMs = nowMs + (long) (outside.rule().patienceMs() * PATIENCE_SHARE);
        Task.Errand kind = purses.begin(swarm, id, outside.kind(), nowMs);
        out.submit(errands.message(id, kind, null, Errands.points(swarm.id(), points), nowMs, untilMs));
    }

    private void send(Running swarm, Task.Hunting task, Hunt.Order order, long nowMs) {
        swarm.dirty = true;
        Load load = order.load();
        SwarmCommand feed = loads.get(swarm.id(), load.number());
        if (feed == null) {
            throw new IllegalStateException("load " + load.number() + " of swarm " + swarm.id() + " is not kept");
        }
        List<ByteBuffer> items =
                load.item() < 0 ? feed.getItems() : List.of(feed.getItems().get(load.item()));
        ErrandId id = ErrandId.load(swarm.id(), load.number(), load.item(), order.attempt());
        long untilMs = nowMs + (long) (task.rule().patienceMs() * PATIENCE_SHARE);
        Task.Errand kind = purses.begin(swarm, id, task.kind(), nowMs);
        out.submit(errands.message(
                id, kind, task.ways().get(order.way()), Errands.items(swarm.id(), items), nowMs, untilMs));
    }

    /**
     * False where it changes nothing: late, repeated, or of another attempt. Nor does what the router says while no agent
     * can be asked: that is no failure of the work, and it is asked for again when its time is over. What the router will
     * never take is a failure.
     */
    boolean reply(Running swarm, ErrandId id, Reply reply, long nowMs) {
        purses.ended(swarm, id, reply, nowMs);
        if (reply.getAgentId().isEmpty() && reply.getErrorClass() != ErrorClass.NON_RETRYABLE) {
            swarm.refusal = reply.getError();
            return false;
        }
        return switch (id.kind()) {
            case BATCH -> batch(swarm, id, reply);
            case LOAD ->
                swarm.colony.behaviour() instanceof Hunt hunt
                        && settle(swarm, hunt, id.first(), id.item(), id.attempt(), reply, nowMs);
        };
    }

    /** What a budget says; false where nobody waited for it. */
    boolean leave(Running swarm, Tickets.Id ticket, Reply reply) {
        return purses.answered(swarm, ticket, reply);
    }

    /** It has ended: nothing of it begins any more, and who is still at it works for nobody. */
    void end(Running swarm, long nowMs) {
        purses.close(swarm, nowMs);
    }

    private static boolean batch(Running swarm, ErrandId id, Reply reply) {
        Colony colony = swarm.colony;
        if (!(colony.definition().task() instanceof Task.Swarming task)
                || !(task.evaluation() instanceof Task.Outside outside)) {
            return false;
        }
        int size = outside.rule().size();
        int count = Math.min(size, colony.behaviour().size() - id.second() * size);
        double[] values = count <= 0 ? null : Errands.values(reply, count);
        if (values == null) {
            colony.failed(id.run(), id.generation(), id.second(), id.attempt());
            swarm.dirty = true;
            return false;
        }
        boolean counts = colony.told(id.run(), id.generation(), id.second(), values);
        swarm.dirty |= counts;
        return counts;
    }

    private boolean settle(
            Running swarm, Hunt hunt, long number, int item, int attempt, @Nullable Reply reply, long nowMs) {
        SwarmCommand feed = hunt.isOut(number, item, attempt) ? loads.get(swarm.id(), number) : null;
        if (feed == null) {
            hunt.cameBack(number, item, attempt, said(reply, false), nowMs);
            return false;
        }
        swarm.dirty = true;
        int count = item < 0 ? feed.getItems().size() : 1;
        List<byte[]> results = reply == null ? null : Errands.results(reply, count);
        switch (hunt.cameBack(number, item, attempt, said(reply, results != null), nowMs)) {
            case Hunt.Done done -> {
                if (results != null && reply != null) {
                    out.result(result(feed, item, attempt, reply.getAgentId(), results, "", nowMs));
                }
                tidy(swarm, hunt, number);
            }
            case Hunt.Aside aside -> {
                String why = reply == null ? silence(swarm) : why(reply);
                out.result(result(feed, item, attempt, "", List.of(new byte[0]), why, nowMs));
                tidy(swarm, hunt, number);
            }
            case Hunt.Again again -> {}
            case Hunt.Unknown unknown -> {}
        }
        swarm.colony.cameBack();
        return true;
    }

    private static Hunt.Word said(@Nullable Reply reply, boolean well) {
        if (well) {
            return Hunt.Word.WELL;
        }
        boolean byAgent = reply != null && !reply.getAgentId().isEmpty() && reply.getStatus() != ReplyStatus.EXPIRED;
        return byAgent ? Hunt.Word.FAILED : Hunt.Word.NONE;
    }

    private static String silence(Running swarm) {
        return "nobody said a word in time"
                + (swarm.refusal.isEmpty() ? "" : "; the last that the router said: " + swarm.refusal);
    }

    private static String why(Reply reply) {
        return reply.getError().isEmpty() ? "an answer of another form than was asked for" : reply.getError();
    }

    private void tidy(Running swarm, Hunt hunt, long number) {
        if (!hunt.holds(number)) {
            loads.delete(swarm.id(), number);
        }
    }

    private static SwarmResult result(
            SwarmCommand feed, int item, int attempt, String agentId, List<byte[]> results, String error, long nowMs) {
        List<SwarmItemResult> sealed = new ArrayList<>(results.size());
        for (int i = 0; i < results.size(); i++) {
            int place = item < 0 ? i : item;
            byte[] seal = Seals.of(
                    feed.getSwarmId(), feed.getLoad(), place, feed.getItems().get(place), agentId, results.get(i));
            sealed.add(new SwarmItemResult(place, ByteBuffer.wrap(results.get(i)), ByteBuffer.wrap(seal), error));
        }
        return new SwarmResult(feed.getSwarmId(), feed.getLoad(), agentId, attempt, nowMs, sealed);
    }

    /** Null where the load is taken, else why not. */
    @Nullable
    String feed(Running swarm, SwarmCommand feed) {
        if (!(swarm.colony.behaviour() instanceof Hunt hunt)) {
            return "swarm '" + swarm.id() + "' takes no work";
        }
        if (feed.getLoad() < hunt.loadsFed()) {
            return null;
        }
        if (feed.getLoad() > hunt.loadsFed()) {
            return "load " + hunt.loadsFed() + " is expected, found load " + feed.getLoad();
        }
        if (!hunt.hasRoom()) {
            return "so many loads wait already that no more can be kept; come again when some are done";
        }
        if (!hunt.feed(feed.getLoad(), feed.getItems().size(), feed.getLast())) {
            return "nothing was to come after load " + (hunt.loadsFed() - 1);
        }
        if (!feed.getItems().isEmpty()) {
            loads.put(swarm.id(), feed.getLoad(), feed);
        }
        swarm.dirty = true;
        return null;
    }

    void forget(String swarmId) {
        loads.deleteAll(swarmId);
    }
}
