package dev.swarmlog.coordinator.swarm;

import dev.swarmlog.runtime.wiring.Addressed;
import dev.swarmlog.v1.Alert;
import dev.swarmlog.v1.BudgetCommand;
import dev.swarmlog.v1.Message;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.SwarmEvent;
import dev.swarmlog.v1.SwarmEventKind;
import dev.swarmlog.v1.SwarmFrame;
import dev.swarmlog.v1.SwarmResult;
import dev.swarmlog.v1.SwarmStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the world heard of swarms. */
final class Heard implements SwarmOutlet {
    final List<SwarmEvent> events = new ArrayList<>();
    final Map<String, @Nullable SwarmStatus> statuses = new HashMap<>();
    final List<SwarmFrame> frames = new ArrayList<>();
    final List<Message> messages = new ArrayList<>();
    final List<BudgetCommand> budgets = new ArrayList<>();
    final List<SwarmResult> results = new ArrayList<>();
    final List<Addressed<Reply>> answers = new ArrayList<>();
    final List<Alert> alerts = new ArrayList<>();

    SwarmStatus status(String id) {
        return Objects.requireNonNull(statuses.get(id));
    }

    boolean hasEnded(String id) {
        return events.stream()
                .anyMatch(event -> event.getSwarmId().equals(id) && event.getKind() == SwarmEventKind.ENDED);
    }

    @Override
    public void event(SwarmEvent event) {
        events.add(event);
    }

    @Override
    public void status(String swarmId, @Nullable SwarmStatus status) {
        statuses.put(swarmId, status);
    }

    @Override
    public void frame(SwarmFrame frame) {
        frames.add(frame);
    }

    @Override
    public void submit(Message message) {
        messages.add(message);
    }

    @Override
    public void budget(BudgetCommand command) {
        budgets.add(command);
    }

    @Override
    public void result(SwarmResult result) {
        results.add(result);
    }

    @Override
    public void answer(Addressed<Reply> answer) {
        answers.add(answer);
    }

    @Override
    public void alert(Alert alert) {
        alerts.add(alert);
    }
}
