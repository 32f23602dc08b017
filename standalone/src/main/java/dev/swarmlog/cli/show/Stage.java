package dev.swarmlog.cli.show;

import dev.swarmlog.cli.view.Figures;
import dev.swarmlog.cli.view.Sparkline;
import dev.swarmlog.v1.AgentState;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Where scenes are shown. */
interface Stage {
    /** How often it wants a new one. */
    Duration rhythm();

    void show(Scene scene, Sparkline replies);

    /** The show is over; what is printed next stands on a line of its own. */
    void end();

    /** Nothing to see. */
    static Stage empty() {
        return new Stage() {
            @Override
            public Duration rhythm() {
                return Duration.ofSeconds(1);
            }

            @Override
            public void show(Scene scene, Sparkline replies) {}

            @Override
            public void end() {}
        };
    }

    /** One plain line for each second, for logs and pipes. */
    record Lines(PrintWriter out) implements Stage {
        @Override
        public Duration rhythm() {
            return Duration.ofSeconds(1);
        }

        @Override
        public void show(Scene scene, Sparkline replies) {
            var totals = scene.figures().totals();
            var recent = scene.figures().recent();
            int ailing = scene.figures().ailing();
            out.println("%4d s  %s of %d agents healthy%s, %s submitted (%,.0f/s), %s replied (%,.0f/s)%s%s"
                    .formatted(
                            scene.act().elapsed().toSeconds(),
                            Figures.count(scene.agents(AgentState.HEALTHY)),
                            scene.expected(),
                            ailing == 0 ? "" : " (" + Figures.count(ailing) + " ailing)",
                            Figures.count(totals.accepted()),
                            scene.pace().submittedPerSecond(),
                            Figures.count(totals.replied()),
                            scene.pace().repliedPerSecond(),
                            recent.count() == 0
                                    ? ""
                                    : ", p50 " + Figures.latency(recent.p50Ms()) + ", p99 "
                                            + Figures.latency(recent.p99Ms()),
                            unread(scene.figures().lag())));
            out.flush();
        }

        private static String unread(Map<String, Long> lag) {
            return lag.isEmpty()
                    ? ""
                    : ", "
                            + Figures.count(lag.values().stream()
                                    .mapToLong(Long::longValue)
                                    .sum())
                            + " uncommitted by services";
        }

        @Override
        public void end() {}
    }

    /** A picture that is painted over in place; the last one stays. */
    final class Picture implements Stage {
        private static final String ESCAPE = "\u001b[";

        private final PrintWriter out;
        private final Supplier<Frame> frames;
        private int linesShown;

        /** @param frames what the terminal has room for now */
        Picture(PrintWriter out, Supplier<Frame> frames) {
            this.out = out;
            this.frames = frames;
        }

        @Override
        public Duration rhythm() {
            return Duration.ofMillis(500);
        }

        @Override
        public void show(Scene scene, Sparkline replies) {
            List<String> lines = frames.get().draw(scene, replies);
            StringBuilder picture = new StringBuilder(ESCAPE + "?25l");
            picture.append(linesShown == 0 ? "\r" : ESCAPE + linesShown + "F");
            lines.forEach(line -> picture.append(line).append(ESCAPE).append("K\n"));
            picture.append(ESCAPE).append("J");
            out.print(picture);
            out.flush();
            linesShown = lines.size();
        }

        @Override
        public void end() {
            out.print(ESCAPE + "?25h");
            out.flush();
        }
    }
}
