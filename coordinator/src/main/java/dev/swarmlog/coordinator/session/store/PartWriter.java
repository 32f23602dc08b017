package dev.swarmlog.coordinator.session.store;

import dev.swarmlog.coordinator.session.core.part.Answer;
import dev.swarmlog.coordinator.session.core.part.Blob;
import dev.swarmlog.coordinator.session.core.part.Claim;
import dev.swarmlog.coordinator.session.core.part.Entry;
import dev.swarmlog.coordinator.session.core.part.Lease;
import dev.swarmlog.coordinator.session.core.part.Letter;
import dev.swarmlog.coordinator.session.core.part.Member;
import dev.swarmlog.coordinator.session.core.part.Resource;
import dev.swarmlog.coordinator.session.core.part.Stage;
import dev.swarmlog.coordinator.session.core.part.Waiter;
import dev.swarmlog.coordinator.session.core.plan.Barrier;
import dev.swarmlog.coordinator.session.core.plan.ChannelPlan;
import dev.swarmlog.coordinator.session.core.plan.Phase;
import dev.swarmlog.coordinator.session.core.plan.Plan;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One part to bytes; {@link PartReader} is its mirror. */
record PartWriter(DataOutputStream out) {

    void write(Part part) throws IOException {
        switch (part) {
            case Part.Planned(Plan plan) -> plan(plan);
            case Part.Headed headed -> head(headed);
            case Part.Peopled(var members) -> each(members, this::member);
            case Part.Staged(var stages) -> each(stages, this::stage);
            case Part.Awaited(var awaiting) ->
                each(awaiting.entrySet(), entry -> {
                    out.writeInt(entry.getKey());
                    each(entry.getValue(), this::waiter);
                });
            case Part.Board(var board) -> {
                out.writeLong(board.revision());
                each(board.entries().values(), this::entry);
            }
            case Part.Channel(var channel) -> {
                out.writeInt(channel.capacity());
                out.writeLong(channel.last());
                out.writeBoolean(channel.closed());
                each(channel.queued(), this::letter);
                each(channel.claims(), this::claim);
                each(channel.receivers(), this::waiter);
            }
            case Part.Resources(var resources) ->
                each(resources.entrySet(), entry -> resource(entry.getKey(), entry.getValue()));
            case Part.Answered(var page) -> {
                out.writeLong(page.number());
                each(page.answers().entrySet(), entry -> answer(entry.getKey(), entry.getValue()));
            }
        }
    }

    private void plan(Plan plan) throws IOException {
        out.writeUTF(plan.type());
        each(plan.tags().entrySet(), this::text);
        each(plan.roles().entrySet(), role -> {
            out.writeUTF(role.getKey());
            out.writeInt(role.getValue());
        });
        barrier(plan.start());
        each(plan.phases(), this::phase);
        barrier(plan.end());
        each(plan.channels(), this::channelPlan);
        out.writeLong(plan.deadlineMs());
        out.writeLong(plan.keptMs());
    }

    private void text(Map.Entry<String, String> tag) throws IOException {
        out.writeUTF(tag.getKey());
        out.writeUTF(tag.getValue());
    }

    private void barrier(Barrier barrier) throws IOException {
        out.writeInt(barrier.quorum());
        out.writeLong(barrier.deadlineMs());
        out.writeBoolean(barrier.cancels());
    }

    private void phase(Phase phase) throws IOException {
        out.writeUTF(phase.name());
        each(phase.after(), out::writeInt);
        out.writeUTF(phase.role());
        barrier(phase.barrier());
    }

    private void channelPlan(ChannelPlan channel) throws IOException {
        out.writeUTF(channel.name());
        out.writeInt(channel.capacity());
    }

    private void head(Part.Headed headed) throws IOException {
        out.writeLong(headed.createdMs());
        out.writeLong(headed.startedMs());
        out.writeLong(headed.endedMs());
        name(headed.ending());
        out.writeUTF(headed.cause());
        out.writeLong(headed.version());
        out.writeLong(headed.changedMs());
    }

    private void member(Member member) throws IOException {
        out.writeUTF(member.id());
        out.writeUTF(member.role());
        out.writeUTF(member.life().agentId());
        out.writeLong(member.life().epoch());
        name(member.presence());
    }

    private void stage(Stage stage) throws IOException {
        out.writeLong(stage.openedMs());
        long[] words = stage.arrived().words();
        out.writeInt(words.length);
        for (long word : words) {
            out.writeLong(word);
        }
    }

    private void waiter(Waiter waiter) throws IOException {
        out.writeUTF(waiter.commandId());
        out.writeUTF(waiter.participant());
        out.writeInt(waiter.address().partition());
        out.writeUTF(waiter.address().key());
        out.writeLong(waiter.untilMs());
        out.writeLong(waiter.holdMs());
        out.writeInt(waiter.count());
    }

    private void entry(Entry entry) throws IOException {
        out.writeUTF(entry.key());
        out.writeLong(entry.version());
        out.writeUTF(entry.by());
        blob(entry.value());
    }

    private void letter(Letter letter) throws IOException {
        out.writeLong(letter.number());
        out.writeUTF(letter.from());
        blob(letter.value());
        out.writeLong(letter.sentMs());
    }

    private void claim(Claim claim) throws IOException {
        letter(claim.letter());
        out.writeUTF(claim.by());
        out.writeUTF(claim.commandId());
        out.writeLong(claim.untilMs());
    }

    private void resource(String name, Resource resource) throws IOException {
        out.writeUTF(name);
        out.writeLong(resource.fence());
        Lease lease = resource.lease();
        out.writeBoolean(lease != null);
        if (lease != null) {
            out.writeUTF(lease.holder());
            out.writeLong(lease.holdMs());
            out.writeLong(lease.untilMs());
        }
        each(resource.waiting(), this::waiter);
    }

    private void answer(String commandId, Answer answer) throws IOException {
        out.writeUTF(commandId);
        name(answer.refusal());
        out.writeUTF(answer.detail());
        out.writeLong(answer.number());
        out.writeLong(answer.untilMs());
    }

    private void blob(Blob blob) throws IOException {
        out.writeInt(blob.length());
        out.write(blob.bytes());
    }

    private void name(@Nullable Enum<?> value) throws IOException {
        out.writeUTF(value == null ? "" : value.name());
    }

    private interface Form<T> {
        void write(T value) throws IOException;
    }

    private <T> void each(Collection<T> values, Form<T> form) throws IOException {
        out.writeInt(values.size());
        for (T value : values) {
            form.write(value);
        }
    }
}
