package dev.swarmlog.agent.host;

import dev.swarmlog.agent.HandlerContext;
import dev.swarmlog.agent.core.Lease;
import dev.swarmlog.schemas.Canary;
import dev.swarmlog.v1.Delivery;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * One delivery from its arrival to its one outcome. Mutable and thread-safe: its handler's thread, the timer's and the
 * reader's meet here, and whoever ends it first has ended it.
 */
final class Run implements HandlerContext {
    final HostedAgent hosted;
    final Headers headers;
    final Lease lease;
    final long takenAtMs;
    private volatile Delivery delivery;
    private volatile boolean cancelled;
    private volatile boolean withdrawn;
    private @Nullable Thread thread;
    private boolean begun;
    private boolean ended;

    Run(HostedAgent hosted, Delivery delivery, Headers headers, long nowMs) {
        this.hosted = hosted;
        this.delivery = delivery;
        this.headers = headers;
        this.takenAtMs = nowMs;
        this.lease = isCanary() ? leaseOfCanary(delivery, nowMs) : leaseOfWork(hosted, delivery, nowMs);
    }

    private static Lease leaseOfWork(HostedAgent hosted, Delivery delivery, long nowMs) {
        long endsAtMs = delivery.getDeadlineMs() > 0
                ? delivery.getDeadlineMs()
                : nowMs + hosted.agent.timeLimit().toMillis();
        return new Lease(nowMs, delivery.getLeaseMs(), endsAtMs, hosted.agent.renewsLeases());
    }

    /** Its one lease is all the time that it has. */
    private static Lease leaseOfCanary(Delivery delivery, long nowMs) {
        return new Lease(nowMs, delivery.getLeaseMs(), nowMs + Math.max(0, delivery.getLeaseMs()), false);
    }

    boolean isCanary() {
        return Canary.TYPE.equals(delivery.getType());
    }

    Delivery delivery() {
        return delivery;
    }

    /** The same delivery came again; the outcome shall carry the fence of the newest. */
    void repeatedAs(Delivery repetition) {
        if (repetition.getFence() > delivery.getFence()) {
            delivery = repetition;
        }
    }

    /** The calling thread is about to run the handler; false when the run has ended before that, or was withdrawn. */
    synchronized boolean begin() {
        if (ended || withdrawn) {
            return false;
        }
        begun = true;
        thread = Thread.currentThread();
        return true;
    }

    /** The handler has returned; an interrupt that was meant for it is not left to whoever uses the thread next. */
    synchronized void leave() {
        thread = null;
        if (Thread.interrupted()) {
            cancelled = true;
        }
    }

    /** True for the one caller who may tell the outcome. */
    synchronized boolean end() {
        boolean first = !ended;
        ended = true;
        return first;
    }

    /** Tells the handler to stop. */
    synchronized void cancel() {
        cancelled = true;
        if (thread != null) {
            thread.interrupt();
        }
    }

    /** Nobody wants it any more. True when its handler has not begun, and so never will. */
    synchronized boolean withdraw() {
        withdrawn = true;
        if (hosted.agent.isInterruptedWhenWithdrawn()) {
            cancel();
        }
        cancelled = true;
        return !begun;
    }

    @Override
    public String agentId() {
        return delivery.getAgentId();
    }

    @Override
    public long epoch() {
        return hosted.epoch;
    }

    @Override
    public String messageId() {
        return delivery.getMessageId();
    }

    @Override
    public String deliveryId() {
        return delivery.getDeliveryId();
    }

    @Override
    public String type() {
        return delivery.getType();
    }

    @Override
    public String source() {
        return delivery.getSource();
    }

    @Override
    public Map<String, String> attributes() {
        return delivery.getAttributes();
    }

    @Override
    public String contentType() {
        return delivery.getContentType();
    }

    @Override
    public ByteBuffer payload() {
        return delivery.getPayload().asReadOnlyBuffer();
    }

    @Override
    public int attempt() {
        return delivery.getAttempt();
    }

    @Override
    public int hops() {
        return delivery.getHops();
    }

    @Override
    public long deadlineMs() {
        return lease.endsAtMs();
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    @Override
    public boolean isWithdrawn() {
        return withdrawn;
    }

    @Override
    public void progress(double share) {
        lease.progress(share);
        hosted.progressed(System.currentTimeMillis());
    }
}
