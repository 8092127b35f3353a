package dev.tidewater.flink.formats.protobuf;

import dev.tidewater.flink.formats.SchemaText;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;

/**
 * How records become rows of a table, whatever schema they are written with. {@link #decoder} makes of it what reads the
 * records of one writer's schema.
 *
 * <p>Columns have the names of the reader's fields, and a field of the writer is the one that has the same number: a field
 * that was renamed is still the same column. What it means that a field is not in a record is told by the writer's schema:
 * its default, if the writer cannot tell the two apart. Lengths of CHAR, VARCHAR, BINARY and VARBINARY are not enforced,
 * as with Flink's own formats.
 */
public final class ProtobufDecoding {
    private final RowType table;
    private final @Nullable ProtobufSchema reader;
    private final int[][] projection;

    private ProtobufDecoding(RowType table, @Nullable ProtobufSchema reader, int[][] projection) {
        this.table = table;
        this.reader = reader;
        this.projection = projection;
    }

    /** All columns of a table, for records that are read with the schema they were written with. */
    public static ProtobufDecoding of(RowType table) {
        int[][] all = IntStream.range(0, table.getFieldCount())
                .mapToObj(column -> new int[] {column})
                .toArray(int[][]::new);
        return new ProtobufDecoding(table, null, all);
    }

    /**
     * The schema whose first message the columns are made of.
     *
     * @throws ProtobufSchemaException if it is none
     */
    public ProtobufDecoding readerSchema(SchemaText schema) {
        return new ProtobufDecoding(table, ProtobufSchema.parse(schema), projection);
    }

    /**
     * Only some columns, in this order. A path of several indexes leads to a field inside of a column of type ROW, which
     * becomes a column of the result; it is null where a row around it is.
     * An empty path leaves a null, for a field that somebody else sets.
     */
    public ProtobufDecoding projection(int[][] paths) {
        int[][] copy = Arrays.stream(paths).map(int[]::clone).toArray(int[][]::new);
        return new ProtobufDecoding(table, reader, copy);
    }

    /**
     * A decoder for the records of one schema.
     *
     * @throws ProtobufSchemaException if no record of that schema can become a row of the table
     */
    public ProtobufRowDecoder decoder(SchemaText writerSchema) {
        ProtobufSchema writer = ProtobufSchema.parse(writerSchema);
        Message wanted = reader == null ? writer.first() : reader.first();
        Optional<List<Integer>> indexes = writer.indexesOf(wanted.name());
        if (indexes.isEmpty()) {
            throw new ProtobufSchemaException(
                    "the table is of " + wanted + ", and the schema of the record declares no such message");
        }
        Message written = writer.messages().getOrDefault(indexes.get(), wanted);
        List<Compiler.Want> wants = IntStream.range(0, projection.length)
                .filter(slot -> projection[slot].length > 0)
                .mapToObj(slot -> new Compiler.Want(
                        slot, Arrays.stream(projection[slot]).boxed().toList()))
                .toList();
        MessageReader record = new Compiler().record(written, wanted, table, wants, projection.length);
        return new ProtobufRowDecoder(record, indexes.get());
    }
}
