package dev.tidewater.flink.lake;

import dev.tidewater.flink.parquet.ColumnarParquet;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.Table;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.apache.iceberg.flink.FlinkWriteConf;
import org.apache.iceberg.flink.sink.SinkUtil;
import org.jspecify.annotations.Nullable;

/**
 * How rows are appended to a table.
 *
 * @param table as it was when the job was made: its schema and partitions stay those for the job
 * @param rows the type of the rows
 * @param format of data files
 * @param fileSize at which a file is ended, in bytes
 * @param properties of the table, and above them what hints and the session say of files
 * @param reason why our writer does not cover it; null if it does
 */
record Appending(
        Table table,
        RowType rows,
        FileFormat format,
        long fileSize,
        HashMap<String, String> properties,
        @Nullable String reason)
        implements Serializable {
    static Appending of(Table table, RowType rows, List<String> keyColumns, FlinkWriteConf conf) {
        FileFormat format = conf.dataFileFormat();
        Map<String, String> properties = SinkUtil.writeProperties(format, conf, table);
        return new Appending(
                table,
                rows,
                format,
                conf.targetDataFileSize(),
                new HashMap<>(properties),
                reason(table, rows, keyColumns, conf)
                        .or(() -> ColumnarParquet.notCovered(table.schema(), properties))
                        .orElse(null));
    }

    Optional<String> notCovered() {
        return Optional.ofNullable(reason);
    }

    private static Optional<String> reason(Table table, RowType rows, List<String> keyColumns, FlinkWriteConf conf) {
        if (!keyColumns.isEmpty() || !table.schema().identifierFieldIds().isEmpty()) {
            return Optional.of("it has a key, so that rows may be deleted");
        }
        if (conf.dataFileFormat() != FileFormat.PARQUET) {
            return Optional.of("its files are " + conf.dataFileFormat());
        }
        if (conf.tableRefreshInterval() != null) {
            return Optional.of("it is loaded again every " + conf.tableRefreshInterval());
        }
        if (!withoutNulls(rows).equals(withoutNulls(FlinkSchemaUtil.convert(table.schema())))) {
            return Optional.of("its rows come as other types than it has");
        }
        return Optional.empty();
    }

    /** The planner has seen to it that there are none where there must not be. */
    private static LogicalType withoutNulls(RowType row) {
        return new RowType(
                false,
                row.getFields().stream()
                        .map(field -> new RowType.RowField(
                                field.getName(), field.getType().copy(true)))
                        .toList());
    }
}
