package dev.swarmlog.examples.research;

import dev.swarmlog.examples.desk.Desk;
import dev.swarmlog.examples.desk.Table;
import dev.swarmlog.examples.desk.Workroom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Who does what in the research. */
public final class ResearchAgents {
    private ResearchAgents() {}

    public static List<Desk> in(Workroom room) {
        Library library = Library.of(Table.text("research/library.txt"));
        Shelf shelf = new Shelf(room);
        List<Desk> desks = new ArrayList<>();
        desks.add(new Desk("research-planner").does("research.plan", Question::plan));
        desks.add(new Desk("research-library").does("research.search", library::search));
        for (Writer writer : Writer.values()) {
            desks.add(new Desk("research-writer-" + writer.name().toLowerCase(Locale.ROOT))
                    .does("research.draft", writer::draft));
        }
        desks.add(new Desk("research-shelf")
                .does("research.file", shelf::file)
                .does("research.unfile", shelf::unfile)
                .does("research.publish", shelf::publish));
        return desks;
    }
}
