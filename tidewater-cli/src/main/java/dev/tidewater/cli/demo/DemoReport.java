package dev.tidewater.cli.demo;

import java.time.Duration;
import java.util.List;

/**
 * How the demo went.
 *
 * @param records sent to Kafka
 * @param tables each with what it holds and what it should
 * @param stackReady from the command to all services ready
 * @param firstRows from the command to the first committed rows in any table
 * @param allRows from the command to the last table being complete
 * @param residentBytes of the whole stack with all pipelines running, at its highest
 * @param down how long the stack took to stop; zero if it stays
 */
public record DemoReport(
        long seed,
        int records,
        List<TableReport> tables,
        Duration stackReady,
        Duration firstRows,
        Duration allRows,
        long residentBytes,
        Duration down) {
    public DemoReport {
        tables = List.copyOf(tables);
    }

    /** One table: {@code missing} and {@code extra} rows against what it must hold; both 0 if it is exact. */
    public record TableReport(String table, long expected, long actual, long missing, long extra) {
        public boolean exact() {
            return missing == 0 && extra == 0;
        }
    }

    /** Whether every table holds exactly what it must. */
    public boolean exact() {
        return tables.stream().allMatch(TableReport::exact);
    }

    DemoReport stoppedAfter(Duration took) {
        return new DemoReport(seed, records, tables, stackReady, firstRows, allRows, residentBytes, took);
    }
}
