package dev.swarmlog.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.swarmlog.cli.cluster.ClusterOptions;
import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.cli.saga.SagaLog;
import dev.swarmlog.cli.view.Json;
import dev.swarmlog.saga.history.Audit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "verify",
        description = {
            "Follow the hash chain of a saga's history, or of all, and name the first bad record of each that is"
                    + " broken.",
            "A history that lost its oldest records to retention is broken at its first."
        },
        footerHeading = "%nExample:%n",
        footer = "  ./swarmlog audit verify o-1")
final class AuditVerifyCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SAGA_ID", arity = "0..1", description = "One saga; all unless you say so")
    private String id = "";

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final Output output = new Output();

    @Override
    public Integer call() {
        Audit audit = new Audit();
        new SagaLog(cluster.reach()).history(id, audit::see);
        if (!id.isEmpty() && audit.events() == 0) {
            throw Failure.because("the log has no event of saga '" + id + "'");
        }
        if (output.isJson()) {
            output.json(json(audit));
        } else {
            output.lines(lines(audit));
        }
        return audit.broken().isEmpty() ? 0 : Failure.FAILED;
    }

    private static ObjectNode json(Audit audit) {
        ObjectNode json = Json.object().put("events", audit.events()).put("whole", audit.whole());
        ArrayNode broken = json.putArray("broken");
        audit.broken()
                .forEach((saga, why) -> broken.addObject().put("sagaId", saga).put("why", why));
        return json;
    }

    private static List<String> lines(Audit audit) {
        List<String> lines = new ArrayList<>();
        audit.broken().forEach((saga, why) -> lines.add("broken  " + saga + "  " + why));
        lines.add(audit.whole() + " chains are whole, " + audit.broken().size() + " are broken; " + audit.events()
                + " events were read");
        return lines;
    }
}
