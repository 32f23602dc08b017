package dev.swarmlog.coordinator.swarm.definition;

import dev.swarmlog.coordinator.core.colony.SwarmDefinition;
import dev.swarmlog.coordinator.core.colony.Task;
import dev.swarmlog.coordinator.core.swarm.Role;
import dev.swarmlog.coordinator.core.swarm.Roles;
import dev.swarmlog.document.Canonical;
import dev.swarmlog.document.DocumentLimits;
import dev.swarmlog.document.DocumentReader;
import dev.swarmlog.document.Form;
import dev.swarmlog.document.Problems;
import dev.swarmlog.document.Written;
import dev.swarmlog.schemas.Limits;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a definition of a document, or tells all that is wrong with it. Thread-safe. */
public final class SwarmReader {
    public static final int BYTES_MAX = 500_000;

    private static final String API = "swarmlog.dev/v1";
    private static final String KIND = "Swarm";
    private static final int PROBLEMS_MAX = 100;
    private static final int NAME_CHARS_MAX = 64;
    private static final int TAGS_MAX = 16;
    private static final int TAG_CHARS_MAX = 256;
    private static final long STEP_MS_MAX = 60_000;

    private static final List<String> BEHAVIOURS =
            List.of("FLOCKING", "DISPERSING", "CLUSTERING", "MIGRATING", "SWARMING", "FORAGING");

    private final DocumentReader documents = new DocumentReader(new DocumentLimits(BYTES_MAX, 16, 100_000));

    public Reading read(String document) {
        return read(document.getBytes(StandardCharsets.UTF_8));
    }

    /** Whatever the bytes are, this returns. */
    public Reading read(byte[] document) {
        Problems problems = new Problems();
        Written root = documents.read(document, problems);
        SwarmDefinition definition = root == null ? null : definition(root, Form.of(root, "", "", problems));
        return definition == null || !problems.isEmpty()
                ? new Reading.Invalid(problems.first(PROBLEMS_MAX))
                : new Reading.Valid(definition);
    }

    private record Header(String name, String description, Map<String, String> tags) {}

    private static @Nullable SwarmDefinition definition(Written root, Form form) {
        demandWord(form, "apiVersion", API);
        demandWord(form, "kind", KIND);
        Header header = header(form);
        Written written = form.demand("spec", "fields like {behaviour: FLOCKING, particles: 1000}");
        form.end();
        if (written == null) {
            return null;
        }
        Form spec = Form.of(written, "", "spec", form.problems());
        String behaviour = behaviour(spec);
        long seed = spec.whole("seed", 1, Long.MAX_VALUE, 1);
        int usual = behaviour.equals("SWARMING") ? 0 : 1_000;
        boolean said = spec.has("particles");
        var place = spec.spot("particles");
        int particles = (int) spec.whole("particles", 1, SwarmDefinition.PARTICLES_MAX, usual);
        Roles roles = roles(spec, behaviour.equals("FORAGING") ? Role.FORAGER : Role.WORKER);
        long stepMs = spec.millis("pace", 0, STEP_MS_MAX, 0);
        Written ends = spec.take("convergence");
        Task task = TaskForms.read(spec, behaviour, particles, EndForms.hasTarget(ends));
        var convergence = EndForms.convergence(spec, ends, task);
        var fallback = EndForms.fallback(spec);
        if (!behaviour.isEmpty()) {
            spec.end();
        }
        if (task == null) {
            return null;
        }
        particles = said ? particles : TaskForms.usualParticles(task, particles);
        int max = TaskForms.particlesMax(task);
        if (particles > max) {
            spec.wrong(place, "particles", "at most " + max + " are expected with this task, found " + particles);
        }
        return new SwarmDefinition(
                header.name(),
                Canonical.hash(root),
                header.description(),
                header.tags(),
                seed,
                particles,
                roles,
                task,
                convergence,
                fallback,
                stepMs);
    }

    private static void demandWord(Form form, String field, String word) {
        Written.Text text = form.demandText(field, word);
        if (text != null && !text.text().equals(word)) {
            form.wrong(text.at(), field, word + " is expected, found " + text.told());
        }
    }

    private static Header header(Form form) {
        Written metadata = form.demand("metadata", "fields like {name: flock}");
        if (metadata == null) {
            return new Header("", "", Map.of());
        }
        Form fields = Form.of(metadata, "", "metadata", form.problems());
        Written.Text name = fields.demandText("name", "a name like flock");
        if (name != null && !name.text().matches("[A-Za-z0-9][A-Za-z0-9._-]{0," + (NAME_CHARS_MAX - 1) + "}")) {
            fields.wrong(
                    name.at(),
                    "name",
                    "1 to " + NAME_CHARS_MAX + " letters, digits, '.', '_' and '-' are expected, found " + name.told());
        }
        String description = fields.plain("description", "a text", Limits.TEXT_CHARS_MAX);
        Map<String, String> tags = tags(fields.form("tags"));
        fields.end();
        return new Header(name == null ? "" : name.text(), description, tags);
    }

    private static Map<String, String> tags(@Nullable Form form) {
        Map<String, String> tags = new LinkedHashMap<>();
        if (form != null) {
            for (String tag : form.unread()) {
                if (tags.size() == TAGS_MAX) {
                    form.wrong(form.at(), "", "at most " + TAGS_MAX + " tags are expected");
                    break;
                }
                tags.put(tag, form.plain(tag, "a text", TAG_CHARS_MAX));
            }
        }
        return tags;
    }

    private static String behaviour(Form spec) {
        if (!spec.has("behaviour")) {
            spec.wrong(
                    spec.at(), "behaviour", "one of " + String.join(", ", BEHAVIOURS) + " is expected, found nothing");
        }
        String word = spec.word("behaviour", BEHAVIOURS);
        return word == null ? "" : word;
    }

    private static Roles roles(Form spec, Role usual) {
        Form form = spec.form("roles");
        if (form == null) {
            return new Roles(usual, Map.of());
        }
        Map<Role, Double> shares = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            if (form.has(role.name())) {
                shares.put(role, form.number(role.name(), 0, 1, 0));
            }
        }
        Arrays.stream(Role.values()).forEach(role -> form.take(role.name()));
        double sum = shares.values().stream().mapToDouble(Double::doubleValue).sum();
        if (sum > 1) {
            form.problems().add(form.at(), "", "spec.roles", "shares of 1 together at most are expected, found " + sum);
            shares.clear();
        }
        form.end();
        return new Roles(usual, shares);
    }
}
