package dev.swarmlog.coordinator;

import dev.swarmlog.runtime.settings.Settings;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * All that can be set of the coordinator.
 *
 * @param waitMsMax how long a request may wait for its reply
 * @param inFlightMax submissions under way at once; more are refused
 * @param sampleMs how often it looks how far the topics have grown
 * @param streamsMax so many clients may follow something at once
 * @param neighbours where the other services are, if not in this process
 */
record CoordinatorConfig(long waitMsMax, int inFlightMax, long sampleMs, int streamsMax, List<URI> neighbours) {
    private static final long HOUR_MS = 3_600_000;

    static CoordinatorConfig from(Settings settings) {
        return new CoordinatorConfig(
                settings.millis(
                        "SWARMLOG_COORDINATOR_WAIT_MS_MAX",
                        300_000,
                        1,
                        HOUR_MS,
                        "How long a request may wait for the reply to its message"),
                settings.whole(
                        "SWARMLOG_COORDINATOR_IN_FLIGHT_MAX",
                        10_000,
                        1,
                        1_000_000,
                        "Submissions over HTTP that may be under way at once"),
                settings.millis(
                        "SWARMLOG_COORDINATOR_SAMPLE_MS",
                        1_000,
                        100,
                        60_000,
                        "How often the coordinator looks how far the topics have grown"),
                settings.whole(
                        "SWARMLOG_COORDINATOR_STREAMS_MAX",
                        200,
                        0,
                        10_000,
                        "So many clients may follow the overview, the table of agents and the like at once"),
                neighbours(settings));
    }

    private static List<URI> neighbours(Settings settings) {
        String name = "SWARMLOG_COORDINATOR_NEIGHBOURS";
        String said = settings.text(
                name,
                "",
                "Where registries, routers and saga-engines serve HTTP, as `http://host:port`, with commas between"
                        + " them: what the coordinator does not have itself it asks of them; empty where all run in one"
                        + " process");
        List<URI> addresses = new ArrayList<>();
        for (String each : said.split(",", -1)) {
            if (!each.isBlank()) {
                try {
                    addresses.add(address(each.strip()));
                } catch (IllegalArgumentException e) {
                    settings.refuse(
                            name,
                            "is '" + said + "'; an address like http://host:8080 is expected, not '" + each + "'");
                }
            }
        }
        return List.copyOf(addresses);
    }

    private static URI address(String text) {
        URI address = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
        boolean isHttp = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
        if (!isHttp || address.getHost() == null || !address.getPath().isEmpty() || address.getQuery() != null) {
            throw new IllegalArgumentException(text);
        }
        return address;
    }
}
