package dev.swarmlog.cli;

import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.standalone.BrokerCluster;
import dev.swarmlog.standalone.DataFolder;
import dev.swarmlog.standalone.EmbeddedBroker;
import dev.swarmlog.standalone.processes.BrokerNodes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * One broker; what {@code cluster start} starts. It ends when its input does, so that nobody is left behind by a process that
 * was killed.
 */
@Command(name = "node", hidden = true, description = "Run one broker of a cluster, for as long as its input is open.")
final class ClusterNodeCommand implements Callable<Integer>, KeepsLogs {
    @Parameters(index = "0", paramLabel = "CLUSTER", description = "The nodes of the cluster")
    private String cluster = "";

    @Parameters(index = "1", paramLabel = "NUMBER", description = "Which of them this one is, from 1")
    private int number;

    @Parameters(index = "2", paramLabel = "DIR", description = "Its folder")
    private Path folder = Path.of("");

    @Override
    @SuppressWarnings("try") // the folder is this process's for as long as it is open
    public Integer call() {
        try (DataFolder data = DataFolder.open(folder)) {
            Logs.toFile(folder.resolve("broker.log"));
            EmbeddedBroker.start(data, BrokerCluster.parse(cluster), number);
            System.out.println(BrokerNodes.READY);
            while (System.in.read() >= 0) {
                // nobody has anything to say to it
            }
            // whoever started it is gone; an orderly end could wait for nodes that are gone, too
            Runtime.getRuntime().halt(Failure.FAILED);
            return Failure.FAILED;
        } catch (IOException e) {
            throw Failure.because("cannot read the input: " + e.getMessage(), e);
        }
    }
}
