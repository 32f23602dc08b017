package dev.swarmlog.runtime.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Routes that other servers run, and to which requests go on from here; their own documents tell of them. */
public interface BorrowedRoutes extends RouteGroup {
    /** The documents of those that answer now. */
    List<JsonNode> documents();
}
