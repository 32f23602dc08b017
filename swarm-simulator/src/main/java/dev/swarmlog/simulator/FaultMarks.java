package dev.swarmlog.simulator;

import java.util.ArrayList;
import java.util.List;

/** What others do to the platform while a simulation runs, for its report: say so here. Safe for any threads. */
public final class FaultMarks {
    private final List<Mark> marks = new ArrayList<>();
    private final Runnable listener;

    /** The listener is told each time. */
    FaultMarks(Runnable listener) {
        this.listener = listener;
    }

    /** Something that was done to somebody. */
    public final class Mark {
        private final String what;
        private final String who;
        private final long atMs = System.currentTimeMillis();
        private long untilMs = Report.Fault.OPEN;

        private Mark(String what, String who) {
            this.what = what;
            this.who = who;
        }

        /** It is over. */
        public void ends() {
            synchronized (marks) {
                untilMs = System.currentTimeMillis();
            }
        }
    }

    /**
     * It is done now.
     *
     * @param what like {@code kill -9}
     * @param who like {@code router-1}
     */
    public Mark note(String what, String who) {
        Mark mark = new Mark(what, who);
        synchronized (marks) {
            marks.add(mark);
        }
        listener.run();
        return mark;
    }

    List<Report.Fault> since(long startedAtMs) {
        synchronized (marks) {
            return marks.stream()
                    .map(mark -> new Report.Fault(
                            mark.atMs - startedAtMs,
                            mark.untilMs == Report.Fault.OPEN ? Report.Fault.OPEN : mark.untilMs - startedAtMs,
                            mark.what,
                            mark.who,
                            0,
                            List.of()))
                    .toList();
        }
    }
}
