package dev.tidewater.cli;

import dev.tidewater.cli.demo.DemoReport;
import dev.tidewater.cli.demo.DemoReport.TableReport;
import java.nio.file.Path;
import java.util.Locale;

/** How the demo went, as text. */
final class DemoText {
    /** Whether the stack is still there. */
    enum Ending {
        STAYS,
        STOPPED
    }

    private DemoText() {}

    static String of(DemoReport report, Path project, Ending ending) {
        TextTable tables = new TextTable("TABLE", "MUST HOLD", "HOLDS", "MISSING", "EXTRA", "")
                .alignRight(1)
                .alignRight(2)
                .alignRight(3)
                .alignRight(4);
        for (TableReport table : report.tables()) {
            tables.row(
                    table.table(),
                    count(table.expected()),
                    count(table.actual()),
                    count(table.missing()),
                    count(table.extra()),
                    table.exact() ? "exact" : "WRONG");
        }
        return "\n" + tables.render() + "\n" + figures(report, ending) + "\n" + ending(report, project, ending);
    }

    private static String figures(DemoReport report, Ending ending) {
        String figures = "stack ready        " + Units.duration(report.stackReady()) + "\n"
                + "first rows         " + Units.duration(report.firstRows()) + " from the start\n"
                + "all rows           " + Units.duration(report.allRows()) + " from the start\n"
                + "memory, all of it  " + Units.bytes(report.residentBytes()) + " resident at most\n";
        return ending == Ending.STOPPED
                ? figures + "stack down         " + Units.duration(report.down()) + "\n"
                : figures;
    }

    private static String ending(DemoReport report, Path project, Ending ending) {
        String verdict = report.exact()
                ? "every record is accounted for: all tables are exact\n"
                : "the tables are NOT what they must be\n";
        String place = Path.of("").toAbsolutePath().relativize(project).toString();
        String next = ending == Ending.STAYS
                ? "look around:  tidewater query --project " + place
                        + " 'SELECT * FROM shop.orders_enriched LIMIT 10'\nend it:       tidewater down --project "
                        + place + "\n"
                : "keep it running to look around: tidewater demo --stay\n";
        return verdict + next;
    }

    private static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
