package dev.swarmlog.router.http;

import dev.swarmlog.router.rules.RuleBook;
import dev.swarmlog.router.rules.RuleLimits;
import dev.swarmlog.v1.Message;
import dev.swarmlog.v1.RoutingRule;
import java.util.Collection;
import java.util.Map;

/** The rules as this instance has them by now, and the way to the log. Thread-safe; throws a Problem where it is not there. */
public interface Rules {
    RuleBook book();

    RuleLimits limits();

    /** Returns when all of it is in the log for good. */
    void write(Collection<RoutingRule> changed, Collection<String> removed);

    /** What would become of a message, for programs. */
    Map<String, Object> explained(Message message);
}
