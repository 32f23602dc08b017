package dev.swarmlog.sagas;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.cli.saga.SagaLog;
import dev.swarmlog.saga.core.definition.Definition;
import dev.swarmlog.saga.definition.Definitions;
import dev.swarmlog.saga.definition.Validation;
import dev.swarmlog.v1.SagaDefinition;

/** Definitions of tests, which are in order. */
public final class Deployment {
    private Deployment() {}

    /** Returns when it is in the log; engines know it a moment later. */
    public static void deploy(ClusterConfig cluster, String yaml) {
        Definition definition = read(yaml);
        new SagaLog(cluster)
                .deploy(SagaDefinition.newBuilder()
                        .setName(definition.name())
                        .setVersion(definition.version())
                        .setContentType("application/yaml")
                        .setSource(yaml)
                        .setHash(definition.hash())
                        .setDeployedAtMs(0)
                        .build());
    }

    static Definition read(String yaml) {
        return switch (new Definitions().validate(yaml)) {
            case Validation.Valid(Definition valid) -> valid;
            case Validation.Invalid invalid -> throw new IllegalStateException(invalid.problems() + "\n" + yaml);
        };
    }
}
