package dev.swarmlog.sagas;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What an audit found: the laws that were broken, and how much of everything there was. */
record SagaVerdict(List<Finding> findings, SagaFigures figures) {
    private static final int SHOWN_MAX = 3;

    /** A law that was broken, by which saga, and how. */
    record Finding(SagaLaw law, String id, String what) {}

    /** How often each law was broken. */
    Map<SagaLaw, Long> broken() {
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
