package dev.swarmlog.cli;

import dev.swarmlog.cli.cluster.ClusterOptions;
import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.cli.cluster.TopicReading;
import dev.swarmlog.cli.improve.ImprovementRows;
import dev.swarmlog.v1.SagaTrack;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "tracks",
        description = {
            "Show how long the sagas of each definition took, and where they failed;",
            "of one definition also its steps, the ways that sagas took, and those that were odd."
        },
        footerHeading = "%nExample:%n",
        footer = {"  ./swarmlog improve tracks", "  ./swarmlog improve tracks order@1.0.0"})
final class ImproveTracksCommand implements Runnable {
    @Parameters(paramLabel = "NAME@VERSION", arity = "0..1", description = "Only this definition, with all of it")
    private String which = "";

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final Output output = new Output();

    @Override
    public void run() {
        TopicReading reading = new TopicReading(cluster.reach(), ImproveTelling.CLIENT);
        SortedMap<String, SagaTrack> all =
                reading.latest(reading.config().wire().topics().sagaTracks);
        SagaTrack one = all.get(which);
        if (one == null && !which.isEmpty()) {
            throw Failure.because("no saga of '" + which + "' was seen to end");
        }
        Collection<SagaTrack> shown = one == null ? all.values() : List.of(one);
        if (output.isJson()) {
            output.jsonArray(ImprovementRows.json(shown));
        } else {
            output.lines(one == null ? ImprovementRows.tracks(shown) : ImprovementRows.told(one));
        }
    }
}
