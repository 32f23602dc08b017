package dev.swarmlog.coordinator.session.core.part;

import dev.swarmlog.coordinator.session.core.plan.Bounds;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was answered lately, by command, for whoever asks again. In pages, of which only the last one changes. */
public record Answers(List<Page> pages) {
    public static final Answers NONE = new Answers(List.of());

    /** So many answers, in the order in which they were given. */
    public record Page(long number, Map<String, Answer> answers) {
        Page with(String commandId, Answer answer) {
            Map<String, Answer> more = new LinkedHashMap<>(answers);
            more.put(commandId, answer);
            return new Page(number, more);
        }
    }

    public @Nullable Answer to(String commandId) {
        for (int i = pages.size() - 1; i >= 0; i--) {
            Answer answer = pages.get(i).answers().get(commandId);
            if (answer != null) {
                return answer;
            }
        }
        return null;
    }

    public Answers with(String commandId, Answer answer) {
        Page last = pages.isEmpty() ? new Page(0, Map.of()) : pages.get(pages.size() - 1);
        if (last.answers().size() >= Bounds.ANSWERS_PER_PAGE) {
            Page fresh = new Page(last.number() + 1, Map.of()).with(commandId, answer);
            int from = pages.size() >= Bounds.ANSWER_PAGES_MAX ? 1 : 0;
            return new Answers(Waiter.plus(pages.subList(from, pages.size()), fresh));
        }
        List<Page> before = pages.isEmpty() ? pages : pages.subList(0, pages.size() - 1);
        return new Answers(Waiter.plus(before, last.with(commandId, answer)));
    }
}
