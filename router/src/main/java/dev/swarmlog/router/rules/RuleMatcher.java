package dev.swarmlog.router.rules;

import dev.swarmlog.v1.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Mutable and for one thread: asks the rules, and remembers what they said.
 *
 * <p>What is remembered is keyed by just what the present rules read of a message, but for the payload. A rule whose
 * verdict took a look at the payload is asked anew each time; {@code type == 'a' && payload.x > 1} takes none for
 * another type, and so is remembered for that. A new book forgets all.
 */
public final class RuleMatcher {
    /** Longer keys are rare, and would make what is remembered large. */
    private static final int KEY_CHARS_MAX = 512;

    private final LiveRules live;
    private final RuleMeters meters;
    private final Subject subject;
    private final Map<Key, Course> remembered;
    private RuleBook book = RuleBook.EMPTY;
    private Key probe = new Key(0);

    /** What is still to be done on the way to the decision: rules to ask for each message, and troubles to count. */
    private record Step(Rule rule, @Nullable Verdict known) {}

    /** The steps, and the rule that decides when none of them does. */
    private record Course(List<Step> steps, @Nullable Rule decides) {}

    public RuleMatcher(LiveRules live, RuleMeters meters) {
        this.live = live;
        this.meters = meters;
        this.subject = new Subject(live.limits());
        int max = live.limits().remembered();
        this.remembered = new LinkedHashMap<>(64, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, Course> eldest) {
                return size() > max;
            }
        };
    }

    /** What the rules make of the message; null where none matches. */
    public @Nullable Ruling ask(Message message) {
        RuleBook newest = live.book();
        if (newest.isEmpty()) {
            return null;
        }
        if (newest != book) {
            book = newest;
            remembered.clear();
            probe = new Key(newest.reads().attributes().size());
        }
        subject.of(message);
        probe.fill(message, book.reads());
        Course course = remembered.get(probe);
        Rule match;
        if (course == null) {
            meters.miss();
            match = explore();
        } else {
            meters.hit();
            match = follow(course);
        }
        if (match == null) {
            return null;
        }
        match.tally().count(Verdict.Kind.MATCHED);
        return ruling(match);
    }

    private Ruling ruling(Rule match) {
        Ruling ruling = match.ruling(subject);
        if (!ruling.trouble().isEmpty()) {
            trouble(match, Verdict.failed(ruling.trouble()));
        }
        return ruling;
    }

    private @Nullable Rule follow(Course course) {
        for (Step step : course.steps) {
            Verdict verdict = step.known != null ? step.known : step.rule.verdict(subject);
            if (verdict.matches()) {
                return step.rule;
            }
            trouble(step.rule, verdict);
        }
        return course.decides;
    }

    /** Asks on behind a match that holds for this message alone: for the next one like it, the way must be known. */
    private @Nullable Rule explore() {
        List<Step> steps = new ArrayList<>();
        Rule match = null;
        Rule decides = null;
        for (Rule rule : book.inEffect()) {
            Verdict verdict = rule.verdict(subject);
            boolean forThisAlone = subject.payloadAsked();
            if (match == null && verdict.matches()) {
                match = rule;
            } else if (match == null) {
                trouble(rule, verdict);
            }
            if (forThisAlone) {
                steps.add(new Step(rule, null));
            } else if (verdict.matches()) {
                decides = rule;
                break;
            } else if (verdict.kind() != Verdict.Kind.NOT_MATCHED) {
                steps.add(new Step(rule, verdict));
            }
        }
        if (probe.chars() <= KEY_CHARS_MAX) {
            remembered.put(probe.copy(), new Course(List.copyOf(steps), decides));
        }
        return match;
    }

    private void trouble(Rule rule, Verdict verdict) {
        rule.tally().count(verdict.kind());
        if (verdict.kind() == Verdict.Kind.FAILED) {
            live.failed(rule, verdict);
        }
    }

    /** What the rules read of a message. Mutable until it is a key. */
    private static final class Key {
        private static final int FIXED = 3;

        private final @Nullable String[] texts;
        private int hops;
        private @Nullable Map<String, String> all;

        Key(int attributes) {
            this(new String[FIXED + attributes]);
        }

        private Key(@Nullable String[] texts) {
            this.texts = texts;
        }

        void fill(Message message, Reads reads) {
            texts[0] = reads.type() ? message.getType() : null;
            texts[1] = reads.source() ? message.getSource() : null;
            texts[2] = reads.priority() ? message.getPriority().name() : null;
            hops = reads.hops() ? message.getHops() : 0;
            all = reads.allAttributes() ? message.getAttributes() : null;
            int next = FIXED;
            for (String name : reads.attributes()) {
                texts[next++] = message.getAttributes().get(name);
            }
        }

        int chars() {
            int chars = 0;
            for (String text : texts) {
                chars += text == null ? 0 : text.length();
            }
            Map<String, String> attributes = all;
            if (attributes != null) {
                for (Map.Entry<String, String> each : attributes.entrySet()) {
                    chars += each.getKey().length() + each.getValue().length();
                }
            }
            return chars;
        }

        Key copy() {
            Key copy = new Key(texts.clone());
            copy.hops = hops;
            Map<String, String> attributes = all;
            copy.all = attributes == null ? null : Map.copyOf(attributes);
            return copy;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key
                    && hops == key.hops
                    && Arrays.equals(texts, key.texts)
                    && (all == null ? key.all == null : all.equals(key.all));
        }

        @Override
        public int hashCode() {
            return 31 * (31 * Arrays.hashCode(texts) + hops) + (all == null ? 0 : all.hashCode());
        }
    }
}
