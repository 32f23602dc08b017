package dev.swarmlog.cli;

import picocli.CommandLine.Command;

/** {@code schemas}: between registries. */
@Command(
        name = "schemas",
        description = "Move schemas between any Confluent-compatible registries.",
        subcommands = {SchemasExportCommand.class, SchemasImportCommand.class},
        footerHeading = "%nExample:%n",
        footer = {
            "  ./swarmlog schemas export schemas.json",
            "  ./swarmlog schemas import schemas.json --schema-registry http://apicurio:8080/apis/ccompat/v7"
        })
final class SchemasCommand {}
