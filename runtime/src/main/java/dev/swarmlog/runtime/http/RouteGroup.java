package dev.swarmlog.runtime.http;

import java.util.List;

/** Routes that belong together: a chapter of the interface's document. */
public interface RouteGroup {
    /** The chapter's name, in lower case: what the routes are about. */
    String name();

    /** One or two sentences for who reads the document. */
    String what();

    List<Route> routes();
}
