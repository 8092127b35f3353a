package dev.tidewater.engine.tables;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.io.CloseableIterable;

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
}
