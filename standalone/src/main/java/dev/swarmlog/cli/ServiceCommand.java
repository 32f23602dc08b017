package dev.swarmlog.cli;

import dev.swarmlog.cli.cluster.ClusterOptions;
import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.coordinator.CoordinatorService;
import dev.swarmlog.registry.RegistryService;
import dev.swarmlog.router.RouterService;
import dev.swarmlog.runtime.Service;
import dev.swarmlog.runtime.ServiceMain;
import dev.swarmlog.runtime.settings.Settings;
import dev.swarmlog.saga.SagaService;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "service",
        description = {
            "Run one service of the platform against a cluster, until Ctrl-C.",
            "Its settings come from the environment: docs/configuration.md."
        },
        footerHeading = "%nExample:%n",
        footer = "  ./swarmlog service router --bootstrap-servers kafka-1:9092,kafka-2:9092")
final class ServiceCommand implements Callable<Integer>, KeepsLogs {
    @Parameters(paramLabel = "NAME", description = "registry, router, saga-engine or coordinator")
    private String name = "";

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Override
    public Integer call() {
        Function<Settings, Service> factory = switch (name) {
            case "registry", "agent-registry" -> RegistryService::service;
            case "router" -> RouterService::service;
            case "saga-engine" -> SagaService::service;
            case "coordinator" -> CoordinatorService::service;
            default ->
                throw Failure.wrongUsage(
                        "there is no service '" + name + "', only registry, router, saga-engine and coordinator");
        };
        ServiceMain.check(cluster.environment(), factory);
        cluster.reach();
        return ServiceMain.run(cluster.environment(), factory);
    }
}
