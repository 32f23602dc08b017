package dev.swarmlog.coordinator.configs;

import dev.swarmlog.document.DocumentLimits;
import dev.swarmlog.document.DocumentReader;
import dev.swarmlog.document.Form;
import dev.swarmlog.document.Problem;
import dev.swarmlog.document.Problems;
import dev.swarmlog.document.Spot;
import dev.swarmlog.document.Written;
import dev.swarmlog.schemas.Limits;
import dev.swarmlog.schemas.TrustedTypes;
import dev.swarmlog.v1.AgentConfig;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes declarations of agents of a document, or tells all that is wrong with it. Mutable; one for each reading. */
public final class AgentsReader {
    /** As much as the HTTP interface takes. */
    public static final int BYTES_MAX = 2_000_000;

    public static final int AGENTS_MAX = 100_000;

    private static final DocumentLimits DOCUMENT = new DocumentLimits(BYTES_MAX, 12, 500_000);
    private static final int PROBLEMS_MAX = 100;
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

    private final Problems problems = new Problems();
    private final Set<String> told = new HashSet<>();
    private final Map<String, Spot> declared = new HashMap<>();
    private final List<AgentConfig> agents = new ArrayList<>();

    static {
        TrustedTypes.allow();
    }

    private AgentsReader() {}

    /**
     * What was read.
     *
     * @param document null where something is wrong
     */
    public record Read(@Nullable AgentsDocument document, List<Problem> problems) {}

    /** Whatever the text is, this returns. */
    public static Read read(String source) {
        AgentsReader reader = new AgentsReader();
        Written root = new DocumentReader(DOCUMENT).read(source.getBytes(StandardCharsets.UTF_8), reader.problems);
        AgentsDocument document = root == null ? null : reader.document(Form.of(root, "", "", reader.problems));
        return new Read(reader.problems.isEmpty() ? document : null, reader.problems.first(PROBLEMS_MAX));
    }

    private AgentsDocument document(Form form) {
        literal(form, "apiVersion", "swarmlog.dev/v1");
        literal(form, "kind", "Agents");
        String name = name(form);
        Form spec = form.form("spec");
        if (spec == null) {
            form.wrong(form.at(), "spec", "fields like {agents: [...]} are expected, found nothing");
        } else {
            agents(name, spec.take("defaults"), spec.demand("agents", "a list of agents"), spec);
            spec.end();
        }
        form.end();
        return new AgentsDocument(name, agents);
    }

    private static void literal(Form form, String field, String expected) {
        Written.Text found = form.demandText(field, expected);
        if (found != null && !found.text().equals(expected)) {
            form.wrong(found.at(), field, expected + " is expected, found " + found.told());
        }
    }

    private static String name(Form form) {
        Written written = form.demand("metadata", "fields like {name: desk}");
        if (written == null) {
            return "";
        }
        Form metadata = Form.of(written, "", "metadata", form.problems());
        Written.Text name = metadata.demandText("name", "a name like desk");
        if (name != null && !name.text().matches(NAME)) {
            metadata.wrong(
                    name.at(), "name", "1 to 64 letters, digits, '.', '_' and '-' are expected, found " + name.told());
        }
        metadata.plain("description", "a text", Limits.TEXT_CHARS_MAX);
        metadata.end();
        return name == null ? "" : name.text();
    }

    private void agents(String document, @Nullable Written defaults, @Nullable Written written, Form spec) {
        List<Written.Entry> usual = List.of();
        if (defaults instanceof Written.Mapping mapping) {
            usual = mapping.entries();
        } else if (defaults != null) {
            spec.wrong(defaults.at(), "defaults", "fields are expected, found " + defaults.told());
        }
        if (!(written instanceof Written.Sequence list)) {
            if (written != null) {
                spec.wrong(written.at(), "agents", "a list is expected, found " + written.told());
            }
            return;
        }
        for (int i = 0; i < list.elements().size(); i++) {
            Written entry = list.elements().get(i);
            String path = "spec.agents[" + i + "]";
            if (entry instanceof Written.Mapping fields) {
                agent(document, with(usual, fields), path);
            } else {
                problems.add(entry.at(), "", path, "fields are expected, found " + entry.told());
            }
        }
    }

    /** What an agent does not say itself, and of its settings each one that it does not say. */
    private static Written.Mapping with(List<Written.Entry> usual, Written.Mapping own) {
        List<Written.Entry> all = new ArrayList<>(own.entries());
        for (Written.Entry entry : usual) {
            int at = indexOf(entry.name(), all);
            if (at < 0) {
                all.add(entry);
            } else if (entry.name().equals("settings")
                    && entry.value() instanceof Written.Mapping more
                    && all.get(at).value() instanceof Written.Mapping settings) {
                Written.Entry before = all.get(at);
                all.set(at, new Written.Entry(before.at(), before.name(), with(more.entries(), settings)));
            }
        }
        return new Written.Mapping(own.at(), all);
    }

    private static int indexOf(String name, List<Written.Entry> entries) {
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /** What is wrong with the defaults is told once, not of each agent. */
    private void agent(String document, Written.Mapping fields, String path) {
        Problems own = new Problems();
        Form form = Form.of(fields, "", path, own);
        AgentForm.Pattern pattern = AgentForm.pattern(form);
        AgentConfig.Builder config = AgentForm.read(form, document);
        form.end();
        for (Problem problem : own.first(PROBLEMS_MAX)) {
            if (told.add(problem.at() + problem.text())) {
                problems.add(problem.at(), problem.section(), problem.field(), problem.text());
            }
        }
        if (agents.size() + pattern.count() > AGENTS_MAX) {
            problems.add(form.at(), "", path, "at most " + AGENTS_MAX + " agents are expected in one document");
            return;
        }
        for (int i = 0; i < pattern.count(); i++) {
            String id = pattern.id(i);
            Spot before = declared.putIfAbsent(id, form.at());
            if (before != null) {
                problems.add(
                        form.at(),
                        "",
                        path + ".id",
                        "agent '" + id + "' is declared in line " + before.line() + " already");
                return;
            }
            if (problems.isEmpty()) {
                agents.add(config.setAgentId(id).build());
            }
        }
    }
}
