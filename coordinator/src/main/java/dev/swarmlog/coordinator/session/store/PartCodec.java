package dev.swarmlog.coordinator.session.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Parts of sessions as the store holds them, behind a version. */
final class PartCodec {
    private static final int VERSION = 2;

    /** Members without lives, letters without times. */
    static final int FIRST_VERSION = 1;

    private PartCodec() {}

    static byte[] encode(Part part) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            new PartWriter(out).write(part);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static Part decode(String name, byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readByte();
            if (version < FIRST_VERSION || version > VERSION) {
                throw new IllegalStateException("part " + name + ": version " + FIRST_VERSION + " to " + VERSION
                        + " is expected in the store, found " + version);
            }
            return part(name, new PartReader(in, version));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Part part(String name, PartReader in) throws IOException {
        return switch (name.contains("/") ? name.substring(0, name.indexOf('/')) : name) {
            case "plan" -> new Part.Planned(in.plan());
            case "head" -> in.head();
            case "members" -> new Part.Peopled(in.members());
            case "stages" -> new Part.Staged(in.stages());
            case "awaiting" -> new Part.Awaited(in.awaiting());
            case "board" -> new Part.Board(in.board());
            case "channel" -> new Part.Channel(in.channel());
            case "resources" -> new Part.Resources(in.resources());
            case "answers" -> new Part.Answered(in.page());
            default -> throw new IllegalStateException("no session has a part '" + name + "'");
        };
    }
}
