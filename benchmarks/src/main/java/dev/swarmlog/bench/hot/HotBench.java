package dev.swarmlog.bench.hot;

import dev.swarmlog.bench.Findings;
import java.util.Collection;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** All benchmarks of this package by JMH, each in a JVM of its own: nanoseconds of a call, and bytes that it allocates. */
public final class HotBench {
    private static final String PACKAGE = HotBench.class.getPackageName();
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private HotBench() {}

    /**
     * How long it is measured.
     *
     * @param forks JVMs for each benchmark
     * @param iterations of one second, after as many to warm up
     */
    public record Scale(int forks, int iterations) {
        public static final Scale QUICK = new Scale(1, 3);
        public static final Scale THOROUGH = new Scale(3, 5);
    }

    /**
     * Runs those whose name has this in it; an empty text is in all.
     *
     * @throws IllegalArgumentException where there is none
     */
    public static Findings run(String named, Scale scale) {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(PACKAGE + ".*" + named + ".*")
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .forks(scale.forks())
                .warmupIterations(scale.iterations())
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(scale.iterations())
                .measurementTime(TimeValue.seconds(1))
                .addProfiler("gc")
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true);
        try {
            return told(new Runner(options.build()).run(), scale);
        } catch (RunnerException e) {
            throw new IllegalArgumentException("JMH cannot run '" + named + "': " + e.getMessage() + why(e), e);
        }
    }

    /** What a benchmark threw is found beside the causes, not among them. */
    private static String why(RunnerException failed) {
        return Stream.iterate((Throwable) failed, Objects::nonNull, Throwable::getCause)
                .flatMap(cause -> Stream.of(cause.getSuppressed()))
                .map(thrown -> "; " + thrown)
                .distinct()
                .collect(Collectors.joining());
    }

    private static Findings told(Collection<RunResult> results, Scale scale) {
        Findings findings = new Findings();
        findings.setting("forks", scale.forks());
        findings.setting("iterations", scale.iterations());
        for (RunResult result : results) {
            String name = name(result);
            Result<?> nanos = result.getPrimaryResult();
            findings.figure(name + "_ns", nanos.getScore());
            findings.figure(name + "_ns_error", nanos.getScoreError());
            Result<?> bytes = result.getSecondaryResults().get(ALLOCATED);
            if (bytes != null) {
                findings.figure(name + "_bytes", bytes.getScore());
            }
        }
        return findings;
    }

    /** {@code SerdeHot.writeDelivery} as {@code serde_write_delivery}, with its parameters behind it. */
    private static String name(RunResult result) {
        StringBuilder name = new StringBuilder(result.getParams()
                .getBenchmark()
                .substring(PACKAGE.length() + 1)
                .replace("Hot.", "_"));
        result.getParams()
                .getParamsKeys()
                .forEach(key -> name.append('_').append(result.getParams().getParam(key)));
        return name.toString().replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
