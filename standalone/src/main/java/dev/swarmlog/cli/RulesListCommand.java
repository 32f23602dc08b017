package dev.swarmlog.cli;

import dev.swarmlog.cli.cluster.ClusterOptions;
import dev.swarmlog.cli.rules.RuleRows;
import dev.swarmlog.cli.rules.RuleTopic;
import dev.swarmlog.router.rules.RuleBook;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "list",
        description = "List the rules in the order in which they are asked, and what is wrong with any.",
        footerHeading = "%nExample:%n",
        footer = "  ./swarmlog rules list")
final class RulesListCommand implements Runnable {
    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final Output output = new Output();

    @Override
    public void run() {
        RuleBook book =
                RuleBook.of(new RuleTopic(cluster.reach()).read(), RulesValidateCommand.limits(cluster.environment()));
        if (output.isJson()) {
            output.jsonArray(RuleRows.json(book));
        } else {
            output.lines(RuleRows.table(book));
        }
    }
}
