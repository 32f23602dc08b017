package dev.swarmlog.cli;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.discovery.AgentDirectory;
import dev.swarmlog.agent.messages.MessageDraft;
import dev.swarmlog.cli.cluster.ClusterOptions;
import dev.swarmlog.cli.rules.ExplainedMessage;
import dev.swarmlog.cli.rules.RuleTopic;
import dev.swarmlog.router.RoutePreview;
import dev.swarmlog.router.RouterConfig;
import dev.swarmlog.router.rules.RuleBook;
import dev.swarmlog.runtime.settings.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "explain",
        description = {
            "Show what would become of a message, without sending it: what each rule says, whom the message could go to,",
            "and who would get it. A router also goes by what it has in flight itself, so it may choose another."
        },
        footerHeading = "%nExample:%n",
        footer = "  ./swarmlog rules explain --type order.created --attribute tier=gold --data '{\"amount\": 120}'")
final class RulesExplainCommand implements Runnable {
    private static final String UNSENT = "explained";

    @Mixin
    private final MessageOptions message = new MessageOptions();

    @Option(names = "--hops", paramLabel = "N", description = "How often it was routed on before")
    private int hops;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final Output output = new Output();

    @Override
    public void run() {
        MessageDraft draft = message.draft().hops(hops);
        Settings settings = Settings.from(cluster.environment());
        RouterConfig config = RouterConfig.from(settings);
        settings.check();
        ClusterConfig reached = cluster.reach();
        RuleBook rules = RuleBook.of(new RuleTopic(reached).read(), config.rules());
        try (AgentDirectory directory = Directory.load(reached)) {
            long nowMs = System.currentTimeMillis();
            ExplainedMessage explained = new ExplainedMessage(
                    rules,
                    new RoutePreview(config, reached.wire().topics(), directory.index(), rules)
                            .of(draft.unsent(UNSENT, nowMs), nowMs));
            if (output.isJson()) {
                output.json(explained.json());
            } else {
                output.lines(explained.lines());
            }
        }
    }
}
