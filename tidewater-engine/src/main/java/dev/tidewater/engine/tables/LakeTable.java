package dev.tidewater.engine.tables;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/** A lake table as it was when it was loaded: what is committed later is not seen. */
public final class LakeTable {
    private final Table table;

    public LakeTable(Table table) {
        this.table = table;
    }

    /**
     * Shows every row that the filter lets pass, one after the other, in no order. Files whose statistics say that they
     * hold no such row are not opened, and of the others only these columns and those of the filter are read. A row may
     * be kept after the call.
     *
     * @throws UncheckedIOException if a file cannot be read
     */
    public void scan(List<String> columns, Expression filter, Consumer<Record> row) {
        try (CloseableIterable<Record> records =
                IcebergGenerics.read(table).select(columns).where(filter).build()) {
            records.forEach(row);
        } catch (IOException e) {
            throw new UncheckedIOException("reading table " + table.name(), e);
        }
    }

    /** Its schema, for those who make rows. */
    public Schema schema() {
        return table.schema();
    }

    /**
     * Adds rows in one commit, and sees them.
     *
     * @throws UncheckedIOException if a file cannot be written
     */
    public void append(List<Record> rows) {
        new LakeAppend(table).append(rows);
    }

    /** Commits that added rows, of those whose snapshots are still there. */
    public long commits() {
        return StreamSupport.stream(table.snapshots().spliterator(), false)
                .filter(snapshot -> number(snapshot, SnapshotSummary.ADDED_RECORDS_PROP) > 0)
                .count();
    }

    /** Size of the files that the current snapshot is made of, without metadata. */
    public long fileBytes() {
        Snapshot current = table.currentSnapshot();
        return current == null ? 0 : number(current, SnapshotSummary.TOTAL_FILE_SIZE_PROP);
    }

    private static long number(Snapshot snapshot, String property) {
        return Long.parseLong(snapshot.summary().getOrDefault(property, "0"));
    }

    /** SQL types by column, in order. Of a nested type no more is told than its kind. */
    public Map<String, String> columns() {
        Map<String, String> columns = new LinkedHashMap<>();
        table.schema().columns().forEach(column -> columns.put(column.name(), sqlType(column.type())));
        return columns;
    }

    private static String sqlType(Type type) {
        return switch (type.typeId()) {
            case INTEGER -> "INT";
            case LONG -> "BIGINT";
            case BINARY, FIXED -> "BYTES";
            case TIMESTAMP -> ((Types.TimestampType) type).shouldAdjustToUTC() ? "TIMESTAMP_LTZ(6)" : "TIMESTAMP(6)";
            case DECIMAL ->
                "DECIMAL(" + ((Types.DecimalType) type).precision() + ", " + ((Types.DecimalType) type).scale() + ")";
            case STRUCT -> "ROW";
            case LIST -> "ARRAY";
            default -> type.typeId().name();
        };
    }
}
