package dev.tidewater.flink.source;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.connector.ProviderContext;
import org.apache.flink.table.data.RowData;

/**
 * One judge of lateness, with a reader of its own, for all tables of a job that are of the same windows: who counts a row and
 * who keeps it as late must not disagree.
 */
final class JudgedReading {
    private static final SharedInJob<Key, JudgedReading> BY_JOB = new SharedInJob<>();

    private final SharedReading reading;
    private final JudgedTables tables;
    private final SingleOutputStreamOperator<RowData> judged;

    private record Key(Reading reading, LateWindow window) {}

    private JudgedReading(SharedReading reading, LateWindow window) {
        this.reading = reading;
        this.tables = new JudgedTables(window);
        this.judged = reading.judged(new LateRowsOperator(tables, this));
    }

    /** @param recipe of a table that takes rows from it */
    static JudgedReading in(
            StreamExecutionEnvironment environment,
            ProviderContext provider,
            Reading reading,
            LateWindow window,
            RowRecipe recipe) {
        return BY_JOB.of(
                environment,
                new Key(reading, window),
                other -> false,
                number -> new JudgedReading(SharedReading.forRows(environment, provider, reading, recipe), window));
    }

    DataStream<RowData> rows(JudgedTable table, WatermarkStrategy<RowData> watermarks) {
        DataStream<RowData> rows = judged.getSideOutput(tables.add(table));
        if (tables.read() == table) {
            reading.takeRecords(table.recipe(), table.made(), watermarks);
        }
        return rows;
    }
}
