package dev.tidewater.flink.formats.protobuf;

import dev.tidewater.flink.formats.ConfluentFraming;
import dev.tidewater.flink.formats.EncodeException;
import dev.tidewater.flink.formats.SchemaText;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/**
 * Encodes rows as the first message of one schema. Not thread safe.
 *
 * <p>Fields are matched with columns by name; a field without a column is left out. Nothing is rounded on the way: a value
 * that does not fit its field is refused.
 */
public final class ProtobufRowEncoder {
    private final ValueWriter message;
    private final Output out = new Output();

    private ProtobufRowEncoder(ValueWriter message) {
        this.message = message;
    }

    /**
     * An encoder for the rows of a table.
     *
     * @param schema see {@link ProtobufSchemas}
     * @throws ProtobufSchemaException if rows of the table cannot be written with the schema
     */
    public static ProtobufRowEncoder of(SchemaText schema, RowType table) {
        return new ProtobufRowEncoder(
                WriterCompiler.message(ProtobufSchema.parse(schema).first(), table, Path.ROOT));
    }

    /** The bytes of the message alone. */
    public byte[] encode(RowData row) throws EncodeException {
        out.reset(0);
        message.write(row, out);
        return out.toBytes();
    }

    /** The bytes of the message, behind the id of its schema in a registry and that it is the first there. */
    public byte[] encode(RowData row, int schemaId) throws EncodeException {
        out.reset(ConfluentFraming.SIZE);
        out.writeVarint(0);
        message.write(row, out);
        byte[] framed = out.toBytes();
        ConfluentFraming.write(schemaId, framed);
        return framed;
    }
}
