package dev.swarmlog.bench;

import dev.swarmlog.agent.host.StolenTime;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Parts that are measured one after the other and published as one. */
public record Bench(String name, List<Part> parts) {
    /** The same with some of its parts; all where none is named. */
    public Bench only(Set<String> names) {
        Set<String> known = parts.stream().map(Part::name).collect(Collectors.toSet());
        if (!known.containsAll(names)) {
            throw new IllegalArgumentException("the parts of bench " + name + " are " + String.join(", ", partNames()));
        }
        return names.isEmpty()
                ? this
                : new Bench(
                        name,
                        parts.stream()
                                .filter(part -> names.contains(part.name()))
                                .toList());
    }

    public List<String> partNames() {
        return parts.stream().map(Part::name).toList();
    }

    /** Measures all parts; the consumer hears what is going on. */
    public Findings run(Ground ground, Consumer<String> progress) throws InterruptedException {
        Findings findings = new Findings();
        for (Part part : parts) {
            progress.accept(name + ": " + part.name());
            StolenTime stolen = new StolenTime();
            part.measure(ground, findings);
            stolen.share().ifPresent(share -> {
                findings.stolen(part.name(), share);
                if (share >= StolenTime.WORTH_TELLING) {
                    progress.accept(Math.round(100 * share)
                            + " % of this machine's processors went to others meanwhile: its figures are too low");
                }
            });
        }
        return findings;
    }
}
