package dev.swarmlog.runtime;

import dev.swarmlog.runtime.settings.BadSettings;
import dev.swarmlog.runtime.settings.Settings;
import dev.swarmlog.runtime.telemetry.LogSettings;
import dev.swarmlog.runtime.telemetry.Logs;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One service's {@code main()}. */
public final class ServiceMain {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceMain.class);

    private ServiceMain() {}

    /** Runs the service until it fails or the process is told to stop; the answer is the process's exit code. */
    public static int run(Map<String, String> env, Function<Settings, Service> factory) {
        try {
            Plan plan = Plan.of(env, factory);
            Logs.toConsole(plan.logs);
            plan.unknownSettings.forEach(LOG::warn);
            return serve(plan.config, plan.service).code();
        } catch (RuntimeException e) {
            ExitCode code = ExitCode.of(e);
            LOG.debug("cannot run", e);
            System.err.println(e.getMessage());
            return code.code();
        }
    }

    /** Throws {@link BadSettings} with all that is wrong in the environment, before anything is started or reached. */
    public static void check(Map<String, String> env, Function<Settings, Service> factory) {
        Plan.of(env, factory);
    }

    /** What the environment asks for. */
    private record Plan(LogSettings logs, PlatformConfig config, Service service, List<String> unknownSettings) {
        static Plan of(Map<String, String> env, Function<Settings, Service> factory) {
            Settings settings = Settings.from(env);
            LogSettings logs = LogSettings.from(settings);
            PlatformConfig config = PlatformConfig.from(settings);
            Service service = factory.apply(settings);
            settings.check();
            return new Plan(logs, config, service, settings.unknown());
        }
    }

    private static ExitCode serve(PlatformConfig config, Service service) {
        try (ServiceContext context = ServiceContext.of(config, service.name());
                ServiceHost host = ServiceHost.start(context, List.of(service))) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(context, host), "stop"));
            LOG.info("{} serves {}", service.name(), host.http().uri());
            LOG.error("{} failed", service.name(), host.awaitFailure());
            return ExitCode.FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.DONE;
        }
    }

    /** The process is told to go: what is in hand is finished, and what was traced is sent. */
    private static void stop(ServiceContext context, ServiceHost host) {
        try (context;
                host) {
            LOG.info("stopping {}", host.services().getFirst().name());
        }
    }
}
