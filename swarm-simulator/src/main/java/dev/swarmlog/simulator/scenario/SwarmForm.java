package dev.swarmlog.simulator.scenario;

import dev.swarmlog.document.Form;
import dev.swarmlog.document.Spelling;
import dev.swarmlog.document.Written;
import dev.swarmlog.schemas.Limits;
import dev.swarmlog.simulator.core.swarm.Skill;
import dev.swarmlog.simulator.core.swarm.Swarm;
import dev.swarmlog.simulator.core.swarm.Swarm.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Who the agents of a scenario are. */
final class SwarmForm {
    private static final int CONCURRENCY_MAX = 10_000;
    private static final Pattern VERSION = Pattern.compile("\\d{1,9}\\.\\d{1,9}\\.\\d{1,9}");
    private static final List<String> SKILLS =
            Swarm.USUAL.skills().stream().map(Skill::capability).toList();

    private SwarmForm() {}

    static Swarm read(@Nullable Form form) {
        if (form == null) {
            return Swarm.USUAL;
        }
        Swarm usual = Swarm.USUAL;
        int agents = (int) form.whole("agents", 0, Swarm.AGENTS_MAX, usual.agents());
        int concurrency = (int) form.whole("concurrency", 1, CONCURRENCY_MAX, usual.concurrency());
        int queue = (int) form.whole("queue", 0, CONCURRENCY_MAX, usual.queueMax());
        long heartbeatMs = form.millis(
                "heartbeat", Limits.HEARTBEAT_INTERVAL_MS_MIN, Limits.HEARTBEAT_INTERVAL_MS_MAX, usual.heartbeatMs());
        List<Place> places = places(form);
        List<Skill> skills = skills(form);
        List<String> versions = versions(form);
        form.end();
        return new Swarm(agents, concurrency, queue, heartbeatMs, places, skills, versions);
    }

    private static List<Place> places(Form form) {
        Form regions = form.form("places");
        if (regions == null) {
            return Swarm.USUAL.places();
        }
        List<Place> places = new ArrayList<>();
        for (String region : regions.unread()) {
            for (Written.Text zone : regions.texts(region, "a zone, or a list of them,")) {
                places.add(new Place(region, zone.text()));
            }
        }
        if (places.isEmpty()) {
            form.wrong(regions.at(), "places", "regions with zones, like {eu-west: [a, b]}, are expected");
            return Swarm.USUAL.places();
        }
        return places;
    }

    private static List<Skill> skills(Form form) {
        List<Skill> skills = new ArrayList<>();
        for (Written.Text name : form.texts("capabilities", "one of " + String.join(", ", SKILLS))) {
            int at = SKILLS.indexOf(name.text());
            if (at < 0) {
                form.wrong(
                        name.at(),
                        "capabilities",
                        "one of " + String.join(", ", SKILLS) + " is expected, found " + name.told()
                                + Spelling.hint(name.text(), SKILLS));
            } else {
                skills.add(Swarm.USUAL.skills().get(at));
            }
        }
        return skills.isEmpty() ? Swarm.USUAL.skills() : skills;
    }

    private static List<String> versions(Form form) {
        List<String> versions = new ArrayList<>();
        for (Written.Text version : form.texts("versions", "a version like 1.2.0")) {
            if (VERSION.matcher(version.text()).matches()) {
                versions.add(version.text());
            } else {
                form.wrong(version.at(), "versions", "a version like 1.2.0 is expected, found " + version.told());
            }
        }
        return versions.isEmpty() ? Swarm.USUAL.versions() : versions;
    }
}
