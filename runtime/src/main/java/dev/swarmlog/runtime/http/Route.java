package dev.swarmlog.runtime.http;

import dev.swarmlog.runtime.http.access.Role;
import dev.swarmlog.runtime.http.shape.Fields;
import dev.swarmlog.runtime.http.shape.Shape;
import io.javalin.http.HandlerType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One route: what the server runs and what the document tells, so that they cannot differ. What comes in is held against
 * what is told here before the action sees it; what is wrong is answered with problem details that name each field.
 *
 * @param path as {@code /things/{id}}
 * @param what one sentence for who reads the document
 * @param role who may call it
 * @param query the parameters that there are; others are refused
 * @param answers by status; the problems need not be told
 */
public record Route(
        HandlerType verb,
        String path,
        String what,
        Role role,
        List<Parameter> query,
        @Nullable Body body,
        Map<Integer, Answer> answers,
        Action action) {

    /** What a request carries; JSON has a shape, and anything else is text. */
    public record Body(String contentType, Shape shape, boolean required) {
        static final String JSON = "application/json";

        boolean isJson() {
            return contentType.equals(JSON);
        }
    }

    /** What an answer carries; nothing where the content type is empty. */
    public record Answer(String contentType, Shape shape, String what) {}

    /** What is done. */
    public interface Action {
        void run(Call call) throws Exception;
    }

    public static Route get(String path, String what, Action action) {
        return of(HandlerType.GET, Role.VIEWER, path, what, action);
    }

    public static Route post(String path, String what, Action action) {
        return of(HandlerType.POST, Role.OPERATOR, path, what, action);
    }

    public static Route put(String path, String what, Action action) {
        return of(HandlerType.PUT, Role.OPERATOR, path, what, action);
    }

    public static Route delete(String path, String what, Action action) {
        return of(HandlerType.DELETE, Role.OPERATOR, path, what, action);
    }

    private static Route of(HandlerType verb, Role role, String path, String what, Action action) {
        return new Route(verb, path, what, role, List.of(), null, Map.of(), action);
    }

    /** Only these and those above them may call it; else viewers may GET, and operators all else. */
    public Route by(Role needed) {
        return new Route(verb, path, what, needed, query, body, answers, action);
    }

    /** A parameter of the query that may be left out. */
    public Route query(String name, Shape shape, String purpose) {
        return query(name, shape, "", purpose);
    }

    /** A parameter of the query, and what holds without it. */
    public Route query(String name, Shape shape, String fallback, String purpose) {
        List<Parameter> more = new ArrayList<>(query);
        more.add(new Parameter(name, shape, fallback, purpose));
        return new Route(verb, path, what, role, List.copyOf(more), body, answers, action);
    }

    /** A JSON object. */
    public Route takes(Fields shape) {
        return taking(new Body(Body.JSON, shape, true));
    }

    /** A JSON object, or nothing at all, which is like one without fields. */
    public Route mayTake(Fields shape) {
        return taking(new Body(Body.JSON, shape, false));
    }

    /** A text of some format that is not JSON, of so many characters at most. */
    public Route takesText(String contentType, int charsMax) {
        return taking(new Body(contentType, Shape.text(charsMax), true));
    }

    private Route taking(Body taken) {
        return new Route(verb, path, what, role, query, taken, answers, action);
    }

    /** JSON, with status 200. */
    public Route gives(Shape shape) {
        return gives(200, shape, "it is so");
    }

    /** JSON, with a status, and when that is. */
    public Route gives(int status, Shape shape, String when) {
        return giving(status, new Answer(Body.JSON, shape, when));
    }

    /** Something that is not JSON. */
    public Route givesText(String contentType) {
        return giving(200, new Answer(contentType, Shape.text(Integer.MAX_VALUE), "as text"));
    }

    /** Nothing but the status. */
    public Route givesNothing(int status, String when) {
        return giving(status, new Answer("", Shape.anything(), when));
    }

    /** Server-sent events. */
    public Route streams(String events) {
        return giving(200, new Answer("text/event-stream", Shape.text(Integer.MAX_VALUE), events));
    }

    private Route giving(int status, Answer answer) {
        Map<Integer, Answer> more = new TreeMap<>(answers);
        more.put(status, answer);
        return new Route(verb, path, what, role, query, body, more, action);
    }

    @Override
    public String toString() {
        return verb + " " + path;
    }
}
