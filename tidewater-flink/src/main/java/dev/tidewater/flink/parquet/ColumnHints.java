package dev.tidewater.flink.parquet;

import dev.tidewater.flink.parquet.columns.ColumnHint;
import java.util.HashMap;
import java.util.Map;

/**
 * What the files of a writer task taught about their columns, for the files after them: whether a dictionary pays, how
 * many rows come, which level of zstd. Lives as long as the task; used by its thread alone. Nothing of it is state that
 * must survive: without it the first file is written a little worse.
 */
public final class ColumnHints {
    private final Map<String, ColumnHint> columns = new HashMap<>();

    /** @param path names from the root of the schema to the column */
    ColumnHint column(String... path) {
        return columns.computeIfAbsent(String.join(".", path), name -> new ColumnHint());
    }
}
