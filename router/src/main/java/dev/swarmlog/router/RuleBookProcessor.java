package dev.swarmlog.router;

import dev.swarmlog.router.rules.LiveRules;
import dev.swarmlog.v1.RoutingRule;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Keeps the rules as routing.rules says; Streams runs it over the whole topic before it starts the tasks. */
record RuleBookProcessor(LiveRules rules) implements Processor<String, @Nullable RoutingRule, Void, Void> {
    @Override
    public void process(Record<String, @Nullable RoutingRule> record) {
        if (record.key() != null) {
            rules.put(record.key(), record.value());
        }
    }
}
