package dev.tidewater.flink.formats.sql;

import java.util.List;
import org.apache.flink.table.types.logical.RowType;

/** How the columns of a table lie in a record. */
public enum RecordLayout {
    /** Columns are the fields of the record. */
    RECORD,
    /** The record is one value of any type, the table's only column. */
    SINGLE_VALUE;

    /** Avro does not allow every column's name, {@code $key} for instance. */
    private static final String FIELD = "value";

    /**
     * The same as the schema of an Avro record. A record with one field is, in bytes, that field: Avro 1.12
     * specification, "Records".
     */
    public String asRecord(String schema) {
        return this == RECORD
                ? schema
                : "{\"type\":\"record\",\"name\":\"tidewater_single_value\",\"fields\":[{\"name\":\"" + FIELD
                        + "\",\"type\":" + schema + "}]}";
    }

    /** The columns under the names that they have in that record. */
    RowType named(RowType columns) {
        return this == RECORD
                ? columns
                : new RowType(columns.isNullable(), List.of(new RowType.RowField(FIELD, columns.getTypeAt(0))));
    }
}
