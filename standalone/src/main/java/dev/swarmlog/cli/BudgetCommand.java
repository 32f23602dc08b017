package dev.swarmlog.cli;

import dev.swarmlog.v1.BudgetCommandKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code budget}: what may be spent, and by whom. */
@Command(
        name = "budget",
        description = "Say what tenants, sagas, swarms and agents may spend, and see what they did.",
        subcommands = {BudgetSetCommand.class, BudgetListCommand.class, BudgetShowCommand.class},
        footerHeading = "%nExample:%n",
        footer = {"  ./swarmlog budget set acme.yaml", "  ./swarmlog budget show acme"})
final class BudgetCommand {
    private static final String RESERVATION = "The reservation's id, as 'budget show' tells it";

    @Command(
            name = "approve",
            description = "Let a reservation that waits for a person go beyond the limit.",
            footerHeading = "%nExample:%n",
            footer = "  ./swarmlog budget approve acme budget:s-1/x/0/f1")
    int approve(
            @Mixin BudgetTelling budget,
            @Parameters(index = "1", paramLabel = "RESERVATION", description = RESERVATION) String reservation) {
        return budget.tell(budget.command(BudgetCommandKind.APPROVE).setReservationId(reservation));
    }

    @Command(
            name = "refuse",
            description = "Say no to a reservation that waits for a person.",
            footerHeading = "%nExample:%n",
            footer = "  ./swarmlog budget refuse acme budget:s-1/x/0/f1 --comment 'next month'")
    int refuse(
            @Mixin BudgetTelling budget,
            @Parameters(index = "1", paramLabel = "RESERVATION", description = RESERVATION) String reservation,
            @Mixin CommentOption why) {
        return budget.tell(budget.command(BudgetCommandKind.REFUSE)
                .setReservationId(reservation)
                .setReason(why.text()));
    }

    @Command(
            name = "remove",
            description = "Remove a budget, with all that is reserved in it. Its history stays.",
            footerHeading = "%nExample:%n",
            footer = "  ./swarmlog budget remove acme")
    int remove(@Mixin BudgetTelling budget) {
        return budget.tell(budget.command(BudgetCommandKind.REMOVE));
    }
}
