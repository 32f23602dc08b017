package dev.swarmlog.chaos;

import dev.swarmlog.agent.messages.MessageClient;
import dev.swarmlog.agent.messages.MessageDraft;
import dev.swarmlog.v1.Priority;
import dev.swarmlog.v1.Reply;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Work that is begun before a blow and ends when the test says so: until then only its delivery tells who is at it. */
final class LongTasks {
    private static final String BEGINS_WITH = "{\"long\":";

    private final int count;
    private final CountDownLatch begun;
    private final CountDownLatch ended = new CountDownLatch(1);

    LongTasks(int count) {
        this.count = count;
        this.begun = new CountDownLatch(count);
    }

    /** Returns when agents are at all of them. */
    List<CompletableFuture<Reply>> submit(MessageClient client) throws InterruptedException {
        List<CompletableFuture<Reply>> replies = IntStream.range(0, count)
                .mapToObj(number -> client.submit(
                        MessageDraft.ofType("echo").priority(Priority.CRITICAL).json(BEGINS_WITH + number + "}")))
                .toList();
        if (!begun.await(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException(begun.getCount() + " of the long tasks were not begun");
        }
        return replies;
    }

    /** What an agent does with any payload. */
    void workOn(String payload) throws InterruptedException {
        if (payload.startsWith(BEGINS_WITH)) {
            begun.countDown();
            ended.await();
        }
    }

    void end() {
        ended.countDown();
    }
}
