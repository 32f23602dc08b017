@NullMarked
package dev.swarmlog.cli.rules;

import org.jspecify.annotations.NullMarked;
