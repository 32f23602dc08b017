package dev.swarmlog.coordinator.session.store;

import dev.swarmlog.coordinator.session.core.Fact.Ending;
import dev.swarmlog.coordinator.session.core.part.Address;
import dev.swarmlog.coordinator.session.core.part.Answer;
import dev.swarmlog.coordinator.session.core.part.Answers;
import dev.swarmlog.coordinator.session.core.part.Blob;
import dev.swarmlog.coordinator.session.core.part.Board;
import dev.swarmlog.coordinator.session.core.part.Channel;
import dev.swarmlog.coordinator.session.core.part.Claim;
import dev.swarmlog.coordinator.session.core.part.Crowd;
import dev.swarmlog.coordinator.session.core.part.Entry;
import dev.swarmlog.coordinator.session.core.part.Lease;
import dev.swarmlog.coordinator.session.core.part.Letter;
import dev.swarmlog.coordinator.session.core.part.Life;
import dev.swarmlog.coordinator.session.core.part.Member;
import dev.swarmlog.coordinator.session.core.part.Member.Presence;
import dev.swarmlog.coordinator.session.core.part.Refusal;
import dev.swarmlog.coordinator.session.core.part.Resource;
import dev.swarmlog.coordinator.session.core.part.Stage;
import dev.swarmlog.coordinator.session.core.part.Waiter;
import dev.swarmlog.coordinator.session.core.plan.Barrier;
import dev.swarmlog.coordinator.session.core.plan.ChannelPlan;
import dev.swarmlog.coordinator.session.core.plan.Phase;
import dev.swarmlog.coordinator.session.core.plan.Plan;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One part of bytes; {@link PartWriter} is its mirror.
 *
 * @param version in which they were written
 */
record PartReader(DataInputStream in, int version) {

    Plan plan() throws IOException {
        String type = in.readUTF();
        SortedMap<String, String> tags = new TreeMap<>(map(() -> in.readUTF()));
        SortedMap<String, Integer> roles = new TreeMap<>(map(() -> in.readInt()));
        return new Plan(
                type,
                tags,
                roles,
                barrier(),
                each(this::phase),
                barrier(),
                each(() -> new ChannelPlan(in.readUTF(), in.readInt())),
                in.readLong(),
                in.readLong());
    }

    private Barrier barrier() throws IOException {
        return new Barrier(in.readInt(), in.readLong(), in.readBoolean());
    }

    private Phase phase() throws IOException {
        return new Phase(in.readUTF(), each(() -> in.readInt()), in.readUTF(), barrier());
    }

    Part.Headed head() throws IOException {
        return new Part.Headed(
                in.readLong(), in.readLong(), in.readLong(), ending(), in.readUTF(), in.readLong(), in.readLong());
    }

    private @Nullable Ending ending() throws IOException {
        String name = in.readUTF();
        return name.isEmpty() ? null : Ending.valueOf(name);
    }

    List<Member> members() throws IOException {
        return each(() -> new Member(in.readUTF(), in.readUTF(), life(), presence()));
    }

    private Life life() throws IOException {
        return version == PartCodec.FIRST_VERSION ? Life.NONE : new Life(in.readUTF(), in.readLong());
    }

    private Presence presence() throws IOException {
        if (version == PartCodec.FIRST_VERSION) {
            return in.readBoolean() ? Presence.HERE : Presence.LEFT;
        }
        return Presence.valueOf(in.readUTF());
    }

    List<Stage> stages() throws IOException {
        return each(() -> {
            long openedMs = in.readLong();
            long[] words = new long[in.readInt()];
            for (int i = 0; i < words.length; i++) {
                words[i] = in.readLong();
            }
            return new Stage(openedMs, Crowd.of(words));
        });
    }

    SortedMap<Integer, List<Waiter>> awaiting() throws IOException {
        SortedMap<Integer, List<Waiter>> awaiting = new TreeMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            awaiting.put(in.readInt(), each(this::waiter));
        }
        return awaiting;
    }

    private Waiter waiter() throws IOException {
        return new Waiter(
                in.readUTF(),
                in.readUTF(),
                new Address(in.readInt(), in.readUTF()),
                in.readLong(),
                in.readLong(),
                in.readInt());
    }

    Board board() throws IOException {
        long revision = in.readLong();
        SortedMap<String, Entry> entries = new TreeMap<>();
        for (Entry entry : each(() -> new Entry(in.readUTF(), in.readLong(), in.readUTF(), blob()))) {
            entries.put(entry.key(), entry);
        }
        return Board.of(revision, entries);
    }

    Channel channel() throws IOException {
        return new Channel(
                in.readInt(),
                in.readLong(),
                in.readBoolean(),
                each(this::letter),
                each(() -> new Claim(letter(), in.readUTF(), in.readUTF(), in.readLong())),
                each(this::waiter));
    }

    private Letter letter() throws IOException {
        return new Letter(in.readLong(), in.readUTF(), blob(), version == PartCodec.FIRST_VERSION ? 0 : in.readLong());
    }

    SortedMap<String, Resource> resources() throws IOException {
        return new TreeMap<>(map(() -> {
            long fence = in.readLong();
            Lease lease = in.readBoolean() ? new Lease(in.readUTF(), fence, in.readLong(), in.readLong()) : null;
            return new Resource(fence, lease, each(this::waiter));
        }));
    }

    Answers.Page page() throws IOException {
        return new Answers.Page(
                in.readLong(),
                map(() -> new Answer(Refusal.valueOf(in.readUTF()), in.readUTF(), in.readLong(), in.readLong(), 0)));
    }

    private Blob blob() throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return new Blob(bytes);
    }

    private interface Form<T> {
        T read() throws IOException;
    }

    private <T> List<T> each(Form<T> form) throws IOException {
        int count = in.readInt();
        List<T> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(form.read());
        }
        return values;
    }

    private <T> Map<String, T> map(Form<T> form) throws IOException {
        Map<String, T> values = new LinkedHashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            values.put(in.readUTF(), form.read());
        }
        return values;
    }
}
