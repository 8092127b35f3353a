package dev.tidewater.flink.formats.sql;

import java.util.List;
import java.util.Optional;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.VarCharType;

/** The record that Debezium wraps around the row before and after a change. */
public final class Envelope {
    /** Metadata of a change: when it was made in the database; if that is not told, when Debezium saw it. */
    public static final String CHANGE_TIME = "change-time";

    static final int BEFORE = 0;
    static final int AFTER = 1;
    static final int OP = 2;
    static final int SOURCE = 3;
    static final int SEEN_AT = 4;
    /** Within the source. */
    static final int MADE_AT = 0;

    private static final String TIME = "ts_ms";

    private Envelope() {}

    /** The columns of the table whose changes are told, if that is what records of these fields do. */
    public static Optional<RowType> tableIn(RowType record) {
        int before = record.getFieldIndex("before");
        int after = record.getFieldIndex("after");
        int op = record.getFieldIndex("op");
        if (before < 0 || after < 0 || op < 0 || !record.getTypeAt(op).is(LogicalTypeRoot.VARCHAR)) {
            return Optional.empty();
        }
        LogicalType row = record.getTypeAt(after);
        return row.is(LogicalTypeRoot.ROW)
                        && row.isNullable()
                        && record.getTypeAt(before).copy(true).equals(row)
                ? Optional.of((RowType) row)
                : Optional.empty();
    }

    /** What is read of an envelope. */
    static RowType around(RowType table) {
        RowType row = new RowType(true, table.getFields());
        return new RowType(
                false,
                List.of(
                        new RowType.RowField("before", row),
                        new RowType.RowField("after", row),
                        new RowType.RowField("op", new VarCharType(false, VarCharType.MAX_LENGTH)),
                        new RowType.RowField(
                                "source", new RowType(true, List.of(new RowType.RowField(TIME, new BigIntType(true))))),
                        new RowType.RowField(TIME, new BigIntType(true))));
    }
}
