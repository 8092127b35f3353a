package dev.tidewater.flink.source;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.OutputTag;

/**
 * The tables that take rows from one judge of lateness. Rows come to it as one of them wants them: a table of rows in time, as
 * nearly all are. As with {@link SharedPlan}, they are added until the job is sent off.
 */
final class JudgedTables implements Serializable {
    private static final long serialVersionUID = 1;

    private final LateWindow window;
    private final List<JudgedTable> tables = new ArrayList<>();
    private int read;

    JudgedTables(LateWindow window) {
        this.window = window;
    }

    /** Returns by what its rows leave the judge. */
    OutputTag<RowData> add(JudgedTable table) {
        if (!tables.isEmpty() && tables.get(read).isLate() && !table.isLate()) {
            read = tables.size();
        }
        tables.add(table);
        return table.tag(tables.size() - 1);
    }

    LateWindow window() {
        return window;
    }

    List<JudgedTable> all() {
        return tables;
    }

    /** The one as whose rows the records are read. */
    JudgedTable read() {
        return tables.get(read);
    }
}
