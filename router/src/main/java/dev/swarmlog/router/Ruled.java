package dev.swarmlog.router;

import dev.swarmlog.v1.Routing;

/**
 * That a rule had its say about a message: what the message asks for now is the rule's doing.
 *
 * @param own what the message itself asked for, which counts when it is submitted again
 */
record Ruled(String rule, Routing own) {}
