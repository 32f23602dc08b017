package dev.swarmlog.runtime.http;

import io.javalin.http.HttpStatus;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Answers in Jetty's place what it refuses before any route is asked, such as a path that it cannot read: as a problem
 * like any other, and with a word that the connection ends here. Jetty hangs up without one, and then the next request
 * on that connection fails.
 */
final class Refusals implements Request.Handler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        String title = HttpStatus.forStatus(status).getMessage();
        String body = """
            {"type":"about:blank","title":"%s","status":%d,"detail":"the request cannot be read as HTTP","instance":""}\
            """.formatted(title, status);
        response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, HttpEndpoint.PROBLEM_JSON);
        response.write(true, ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)), callback);
        return true;
    }
}
