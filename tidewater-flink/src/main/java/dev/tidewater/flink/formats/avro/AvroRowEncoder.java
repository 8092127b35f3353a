package dev.tidewater.flink.formats.avro;

import dev.tidewater.flink.formats.ConfluentFraming;
import dev.tidewater.flink.formats.EncodeException;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/**
 * Encodes rows with one schema. Not thread safe.
 *
 * <p>Fields are matched with columns by name; a field without a column is written with its default, or as null. Nothing is
 * rounded on the way: a column with more digits than its field is refused.
 */
public final class AvroRowEncoder {
    private final ValueWriter record;
    private final Output out = new Output();

    private AvroRowEncoder(ValueWriter record) {
        this.record = record;
    }

    /**
     * An encoder for the rows of a table.
     *
     * @param schema JSON text of a record's schema, see {@link AvroSchemas}
     * @throws IncompatibleSchemaException if rows of the table cannot be written with the schema
     */
    public static AvroRowEncoder of(String schema, RowType table) {
        return new AvroRowEncoder(WriterCompiler.record(Schemas.parseRecord(schema), table, Path.ROOT));
    }

    /** The bytes of the record alone. */
    public byte[] encode(RowData row) throws EncodeException {
        out.reset();
        record.write(row, out);
        return out.toBytes(0);
    }

    /** The bytes of the record, behind the id of its schema in a registry. */
    public byte[] encode(RowData row, int schemaId) throws EncodeException {
        out.reset();
        record.write(row, out);
        byte[] framed = out.toBytes(ConfluentFraming.SIZE);
        ConfluentFraming.write(schemaId, framed);
        return framed;
    }
}
