package dev.swarmlog.examples.csrd;

import dev.swarmlog.examples.desk.Desk;
import dev.swarmlog.examples.desk.Table;
import dev.swarmlog.examples.desk.Workroom;
import java.util.List;

/** Who does what in the report. */
public final class CsrdAgents {
    private CsrdAgents() {}

    public static List<Desk> in(Workroom room) {
        Readings readings = new Readings(Table.of(Table.text("csrd-report/readings.csv")), room);
        FactorTable factors = new FactorTable(Table.of(Table.text("csrd-report/emission-factors.csv")));
        FigureBook figures = new FigureBook(room);
        Reports reports = new Reports(room, readings);
        return List.of(
                new Desk("csrd-readings")
                        .does("csrd.readings", readings::take)
                        .does("csrd.readings.unlock", readings::unlock),
                new Desk("csrd-checker").does("csrd.check", new ReadingCheck(factors)::check),
                new Desk("csrd-factors").does("csrd.factors", factors::find),
                new Desk("csrd-figures")
                        .does("csrd.figure.enter", figures::enter)
                        .does("csrd.figure.withdraw", figures::withdraw),
                new Desk("csrd-reports")
                        .does("csrd.report.write", reports::write)
                        .does("csrd.report.discard", reports::discard)
                        .does("csrd.report.publish", reports::publish)
                        .does("csrd.report.archive", reports::archive));
    }
}
