package dev.swarmlog.cli.rules;

import dev.swarmlog.v1.RoutingRule;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/** What a file changes of the rules that there are. */
public record RuleChanges(
        List<RoutingRule> added, List<RoutingRule> changed, List<RoutingRule> unchanged, SortedSet<String> removed) {

    /**
     * What putting the file into effect changes.
     *
     * @param prunes whether rules that the file does not name are to go
     */
    public static RuleChanges between(SortedMap<String, RoutingRule> now, List<RoutingRule> file, boolean prunes) {
        RuleChanges changes = new RuleChanges(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new TreeSet<>());
        for (RoutingRule rule : file) {
            RoutingRule before = now.get(rule.getName());
            List<RoutingRule> where =
                    before == null ? changes.added : before.equals(rule) ? changes.unchanged : changes.changed;
            where.add(rule);
        }
        if (prunes) {
            changes.removed.addAll(now.keySet());
            file.forEach(rule -> changes.removed.remove(rule.getName()));
        }
        return changes;
    }

    /** What has to be written. */
    public List<RoutingRule> written() {
        List<RoutingRule> both = new ArrayList<>(added);
        both.addAll(changed);
        return both;
    }
}
