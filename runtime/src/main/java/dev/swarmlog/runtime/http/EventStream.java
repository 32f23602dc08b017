package dev.swarmlog.runtime.http;

import io.javalin.http.Context;
import io.javalin.http.sse.SseClient;
import java.io.EOFException;
import java.io.IOException;

/** Server-sent events to one client, written by the thread of its request, which may block: it is a virtual one. */
public final class EventStream {
    private final SseClient client;

    private EventStream(SseClient client) {
        this.client = client;
    }

    /** Answers with the head, so that the client knows that it is heard. */
    static EventStream begin(Context ctx) throws IOException {
        ctx.contentType("text/event-stream; charset=utf-8").header("Cache-Control", "no-cache");
        // nginx would hold the events back
        ctx.header("X-Accel-Buffering", "no");
        EventStream stream = new EventStream(new SseClient(ctx));
        stream.comment("changes follow");
        return stream;
    }

    /** Tells of something; it fails when nobody is there any more. */
    public void event(String name, String id, Object data) throws IOException {
        client.sendEvent(name, data, id.isEmpty() ? null : id);
        check();
    }

    /** Says nothing, and finds out whether somebody is still there. */
    public void comment(String text) throws IOException {
        client.sendComment(text);
        check();
    }

    private void check() throws IOException {
        if (client.terminated()) {
            throw new EOFException("the client went");
        }
    }
}
