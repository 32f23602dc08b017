package dev.swarmlog.audit;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What an audit found: the laws that were broken, and how much of everything there was.
 *
 * @param <L> the laws
 * @param <F> how much there was
 */
public record Verdict<L extends Enum<L>, F>(List<Finding<L>> findings, F figures) {
    private static final int SHOWN_MAX = 5;

    /** How often each law was broken. */
    public Map<L, Long> broken() {
        return findings.stream().collect(Collectors.groupingBy(Finding::law, TreeMap::new, Collectors.counting()));
    }

    /** A few of each kind, in full. */
    @Override
    public String toString() {
        String broken = findings.stream().collect(Collectors.groupingBy(Finding::law)).entrySet().stream()
                .map(law -> law.getKey() + " broken " + law.getValue().size() + " times, as by\n  "
                        + law.getValue().stream()
                                .limit(SHOWN_MAX)
                                .map(finding -> finding.id() + ": " + finding.what())
                                .collect(Collectors.joining("\n  ")))
                .collect(Collectors.joining("\n"));
        return figures + (broken.isEmpty() ? "\nno law broken" : "\n" + broken);
    }
}
