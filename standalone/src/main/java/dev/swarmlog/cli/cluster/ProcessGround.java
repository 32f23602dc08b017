package dev.swarmlog.cli.cluster;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.standalone.DataFolder;
import dev.swarmlog.standalone.processes.FaultPlay;
import dev.swarmlog.standalone.processes.FaultScript;
import dev.swarmlog.standalone.processes.FaultScript.Blow;
import dev.swarmlog.standalone.processes.FaultScript.Part;
import dev.swarmlog.standalone.processes.JavaProcess.Jvm;
import dev.swarmlog.standalone.processes.ProcessPlatform;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An installation of processes for one run of a command, which leaves nothing behind. */
public final class ProcessGround implements AutoCloseable {
    private static final int HEAP_MIB = 512;

    /** Of the run's end, so that whoever was hit last is back, and what waited for it comes to its end. */
    private static final double CALM_SHARE = 0.2;

    private final DataFolder folder;
    private final ProcessPlatform platform;
    private final FaultScript script;
    private @Nullable FaultPlay play;

    /**
     * What there is, and what is done to it.
     *
     * @param routers and registries
     * @param broken which parts are killed and stopped
     * @param length of the run
     * @param gap how long on average from one blow to the next
     */
    public record Terms(int brokers, int routers, Set<Part> broken, long seed, Duration length, Duration gap) {
        private FaultScript script(Map<Part, Integer> counts) {
            Set<Blow> blows = Arrays.stream(Blow.values())
                    .filter(blow -> broken.contains(blow.part()))
                    .collect(Collectors.toSet());
            Duration busy = Duration.ofMillis((long) (length.toMillis() * (1 - CALM_SHARE)));
            return FaultScript.of(new FaultScript.Terms(seed, busy, gap, blows), counts);
        }
    }

    private ProcessGround(DataFolder folder, ProcessPlatform platform, FaultScript script) {
        this.folder = folder;
        this.platform = platform;
        this.script = script;
    }

    /** Returns when all of it is ready. */
    public static ProcessGround start(Terms terms) {
        DataFolder folder = DataFolder.temporary();
        try {
            ProcessPlatform platform = ProcessPlatform.start(
                    folder.root(),
                    new ProcessPlatform.Plan(
                            terms.brokers(), terms.routers(), terms.routers(), 0, Map.of(), Jvm.lasting(HEAP_MIB)));
            return new ProcessGround(folder, platform, terms.script(platform.counts()));
        } catch (IOException | RuntimeException e) {
            folder.close();
            throw Failure.because("the processes do not start: " + e.getMessage(), e);
        }
    }

    public ClusterConfig cluster() {
        return ClusterConfig.of(
                platform.ground().bootstrapServers(), platform.ground().schemaRegistry());
    }

    /** From now on what the script says is done, and told. */
    public void hit(FaultPlay.Teller teller) {
        play = FaultPlay.begin(platform, script, teller);
    }

    @Override
    public void close() {
        try {
            if (play != null) {
                play.close();
            }
        } finally {
            platform.close();
            folder.close();
        }
    }
}
