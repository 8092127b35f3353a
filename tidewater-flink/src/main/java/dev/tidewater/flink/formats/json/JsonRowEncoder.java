package dev.tidewater.flink.formats.json;

import dev.tidewater.flink.formats.ConfluentFraming;
import dev.tidewater.flink.formats.EncodeException;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;

/** Encodes rows as JSON, with the fields in the order of the columns, without spaces. Not thread safe. */
public final class JsonRowEncoder {
    private final Rows rows;
    private final Output out = new Output();

    private interface Rows {
        void write(RowData row, Output out) throws EncodeException;
    }

    private JsonRowEncoder(Rows rows) {
        this.rows = rows;
    }

    /**
     * An encoder that makes an object of each row.
     *
     * @param schema the text of a JSON Schema, which says how times and decimals are written; null if there is none
     * @throws IncompatibleJsonSchemaException if a column is of a type that JSON has no form for
     */
    public static JsonRowEncoder of(RowType table, @Nullable String schema) {
        ValueWriter.Present object = WriterCompiler.object(table, shape(schema), "");
        return new JsonRowEncoder(object::write);
    }

    /** An encoder that writes the value of the only column. */
    public static JsonRowEncoder ofSingleValue(RowType table, @Nullable String schema) {
        LogicalType type = table.getTypeAt(0);
        ValueWriter value = WriterCompiler.nullable(type, shape(schema));
        RowData.FieldGetter getter = RowData.createFieldGetter(type.copy(true), 0);
        return new JsonRowEncoder((row, out) -> value.write(getter.getFieldOrNull(row), out));
    }

    private static Shape shape(@Nullable String schema) {
        return schema == null ? Shape.UNKNOWN : JsonSchemas.shape(schema);
    }

    /** The text alone. */
    public byte[] encode(RowData columns) throws EncodeException {
        out.reset();
        rows.write(columns, out);
        return out.toBytes(0);
    }

    /** The text behind the id of its schema in a registry. */
    public byte[] encode(RowData columns, int schemaId) throws EncodeException {
        out.reset();
        rows.write(columns, out);
        byte[] framed = out.toBytes(ConfluentFraming.SIZE);
        ConfluentFraming.write(schemaId, framed);
        return framed;
    }
}
