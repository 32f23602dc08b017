package dev.swarmlog.cli;

import dev.swarmlog.cli.cluster.ClusterOptions;
import dev.swarmlog.cli.saga.SagaLog;
import dev.swarmlog.cli.saga.SagaRows;
import dev.swarmlog.v1.SagaState;
import dev.swarmlog.v1.SagaStatus;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "list",
        description = "List sagas by id: those that go on, and those that ended lately.",
        footerHeading = "%nExample:%n",
        footer = "  ./swarmlog saga list --state needs_attention")
final class SagaListCommand implements Runnable {
    @Option(names = "--name", paramLabel = "NAME", description = "Only those of this definition")
    private String name = "";

    @Option(names = "--state", paramLabel = "STATE", description = "Only those in this state; may be given again")
    private Set<SagaState> states = EnumSet.noneOf(SagaState.class);

    @Option(names = "--tag", paramLabel = "K=V", description = "Only those with this tag; may be given again")
    private Map<String, String> tags = new LinkedHashMap<>();

    @Mixin
    private final PageOptions page = new PageOptions();

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final Output output = new Output();

    @Override
    public void run() {
        page.print(
                new SagaLog(cluster.reach()).status().values().stream().filter(this::isWanted),
                new PageOptions.Form<>(SagaStatus::getSagaId, SagaRows::json, SagaRows::table),
                output);
    }

    private boolean isWanted(SagaStatus saga) {
        return (name.isEmpty() || saga.getName().equals(name))
                && (states.isEmpty() || states.contains(saga.getState()))
                && saga.getTags().entrySet().containsAll(tags.entrySet());
    }
}
