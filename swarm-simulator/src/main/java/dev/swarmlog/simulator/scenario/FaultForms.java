package dev.swarmlog.simulator.scenario;

import dev.swarmlog.document.Form;
import dev.swarmlog.document.Problems;
import dev.swarmlog.document.Spelling;
import dev.swarmlog.document.Spot;
import dev.swarmlog.document.Written;
import dev.swarmlog.simulator.core.faults.Fault;
import dev.swarmlog.simulator.core.faults.FaultKind;
import dev.swarmlog.simulator.core.faults.Moments;
import dev.swarmlog.simulator.core.faults.Victims;
import dev.swarmlog.simulator.core.swarm.Member;
import dev.swarmlog.simulator.core.swarm.Swarm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What goes wrong in a scenario: a fault that nobody would feel is a mistake. */
final class FaultForms {
    private static final List<String> KINDS =
            Arrays.stream(FaultKind.values()).map(FaultKind::word).toList();
    private static final List<String> WAYS = List.of("share", "count", "names", "zone", "all");
    private static final int TIMES_MAX = 10_000;
    private static final long LASTS_MS = 10_000;

    private final Swarm swarm;
    private final Set<String> names;
    private final Set<String> places;
    private final long lastsMs;

    private FaultForms(String name, Swarm swarm, long lastsMs) {
        this.swarm = swarm;
        this.lastsMs = lastsMs;
        this.names = IntStream.range(0, swarm.agents())
                .mapToObj(number -> Member.of(name, swarm, number).id())
                .collect(Collectors.toCollection(TreeSet::new));
        this.places = new TreeSet<>();
        for (Swarm.Place place : swarm.places()) {
            places.add(place.region());
            places.add(place.region() + "/" + place.zone());
        }
    }

    static List<Fault> read(List<Written> written, String name, Swarm swarm, long lastsMs, Problems problems) {
        FaultForms forms = new FaultForms(name, swarm, lastsMs);
        List<Fault> faults = new ArrayList<>();
        for (int number = 0; number < written.size(); number++) {
            Fault fault = forms.fault(Form.of(written.get(number), "", "faults[" + number + "]", problems));
            if (fault != null) {
                faults.add(fault);
            }
        }
        return faults;
    }

    private @Nullable Fault fault(Form form) {
        boolean isThere = form.has("fault");
        String word = form.word("fault", KINDS);
        if (word == null && !isThere) {
            form.wrong(form.at(), "fault", "one of " + String.join(", ", KINDS) + " is expected, found nothing");
        }
        FaultKind kind = word == null ? null : List.of(FaultKind.values()).get(KINDS.indexOf(word));
        Victims who = victims(form, kind);
        Moments when = moments(form);
        long forMs = form.millis("for", 1, lastsMs, Math.min(LASTS_MS, lastsMs));
        double factor = kind == FaultKind.SLOW ? form.number("factor", 1, 1_000_000, Fault.FACTOR) : Fault.FACTOR;
        long everyMs = kind == FaultKind.FLAPPING ? form.millis("every", 100, lastsMs, Fault.EVERY_MS) : Fault.EVERY_MS;
        form.end();
        return kind == null || who == null || when == null ? null : new Fault(kind, who, when, forMs, factor, everyMs);
    }

    private @Nullable Victims victims(Form form, @Nullable FaultKind kind) {
        if (kind == FaultKind.ZONE_OUTAGE) {
            Written.Text zone = form.demandText("zone", "a zone like eu-west/a");
            return zone == null ? null : located(form, "zone", zone);
        }
        Form agents = form.form("agents");
        if (agents == null) {
            form.wrong(
                    form.at(),
                    "agents",
                    "whom it hits is expected, like {share: 0.1}, {count: 3}, {names: [a-001]}, {zone: eu-west/a} or"
                            + " {all: true}, found nothing");
            return null;
        }
        List<String> ways = agents.unread();
        Victims who = ways.isEmpty() ? null : victims(agents, ways.getFirst());
        if (ways.size() != 1) {
            form.wrong(
                    agents.at(),
                    "agents",
                    "one of share, count, names, zone, all is expected, found " + (ways.isEmpty() ? "none" : ways));
            return null;
        }
        agents.end();
        if (swarm.agents() == 0 && who != null) {
            form.wrong(agents.at(), "agents", "it hits nobody: the swarm has no agents");
        }
        return who;
    }

    private @Nullable Victims victims(Form agents, String way) {
        Spot at = agents.spot(way);
        return switch (way) {
            case "share" -> {
                double share = agents.number("share", 0, 1, 1);
                if (share == 0) {
                    agents.wrong(at, "share", "a share above 0 is expected: it hits nobody");
                }
                yield new Victims.Share(share);
            }
            case "count" -> new Victims.Count((int) agents.whole("count", 1, Math.max(1, swarm.agents()), 1));
            case "names" -> named(agents);
            case "zone" -> {
                Written.Text zone = agents.text("zone", "a zone like eu-west/a");
                yield zone == null ? null : located(agents, "zone", zone);
            }
            case "all" -> {
                if (!agents.truth("all", true)) {
                    agents.wrong(at, "all", "true is expected: it hits nobody");
                }
                yield new Victims.Everybody();
            }
            default -> {
                agents.wrong(at, way, "one of share, count, names, zone, all is expected" + Spelling.hint(way, WAYS));
                agents.take(way);
                yield null;
            }
        };
    }

    private @Nullable Victims named(Form agents) {
        List<String> found = new ArrayList<>();
        Spot at = agents.spot("names");
        for (Written.Text name : agents.texts("names", "the name of an agent")) {
            if (names.contains(name.text())) {
                found.add(name.text());
            } else {
                agents.wrong(
                        name.at(),
                        "names",
                        "there is no agent " + name.told() + Spelling.hint(name.text(), names)
                                + (names.isEmpty()
                                        ? ""
                                        : "; they are called like '"
                                                + names.iterator().next() + "'"));
            }
        }
        if (found.isEmpty()) {
            agents.wrong(at, "names", "the name of at least one agent is expected: it hits nobody");
            return null;
        }
        return new Victims.Named(found);
    }

    /** A zone as region/zone, or a region. */
    private @Nullable Victims located(Form form, String field, Written.Text zone) {
        if (!places.contains(zone.text())) {
            form.wrong(
                    zone.at(),
                    field,
                    "one of " + String.join(", ", places) + " is expected, found " + zone.told()
                            + Spelling.hint(zone.text(), places));
            return null;
        }
        int slash = zone.text().indexOf('/');
        return slash < 0
                ? new Victims.Located(zone.text(), "")
                : new Victims.Located(
                        zone.text().substring(0, slash), zone.text().substring(slash + 1));
    }

    private @Nullable Moments moments(Form form) {
        boolean byTimes = form.has("times") || form.has("between");
        if (byTimes == form.has("at")) {
            form.wrong(
                    form.at(),
                    "at",
                    "either at: 10s (or a list), or times: 3 with between: [5s, 25s] is expected, found "
                            + (byTimes ? "both" : "neither"));
            form.take("at");
            form.take("times");
            form.take("between");
            return null;
        }
        if (!byTimes) {
            List<Long> moments = times(form, "at");
            return moments.isEmpty() ? null : new Moments.At(moments);
        }
        int times = (int) form.whole("times", 1, TIMES_MAX, 1);
        Spot at = form.spot("between");
        List<Long> bounds = form.has("between") ? times(form, "between") : List.of(0L, lastsMs);
        if (bounds.size() != 2 || bounds.get(0) > bounds.get(1)) {
            form.wrong(at, "between", "the earliest and the latest time are expected, like [5s, 25s]");
            return null;
        }
        return new Moments.Between(times, bounds.get(0), bounds.get(1));
    }

    private List<Long> times(Form form, String field) {
        List<Long> times = new ArrayList<>();
        for (Written.Text text : form.texts(field, "a time like 10s")) {
            long ms = form.millis(field, text, 0, lastsMs, -1);
            if (ms >= 0) {
                times.add(ms);
            }
        }
        return times;
    }
}
