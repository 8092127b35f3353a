package dev.tidewater.flink.formats.avro;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.table.types.logical.RowType;
import org.apache.iceberg.shaded.org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How records become rows of a table, whatever schema they are written with. {@link #decoder} makes of it what reads the
 * records of one writer's schema.
 *
 * <p>Columns and fields are matched by name. A column that the records lack takes the default of the reader's schema; if
 * there is none, it is null. Lengths of CHAR, VARCHAR and VARBINARY are not enforced, as with Flink's own formats.
 */
public final class AvroDecoding implements Serializable {
    private static final long serialVersionUID = 1;

    private final RowType table;
    private final @Nullable String readerSchema;
    private final int[][] projection;
    private final SkippedFields skippedFields;
    private final Rows rows;

    /** Whether each record becomes a row of its own. */
    private enum Rows {
        NEW,
        REUSED
    }

    private AvroDecoding(
            RowType table, @Nullable String readerSchema, int[][] projection, SkippedFields skippedFields, Rows rows) {
        this.table = table;
        this.readerSchema = readerSchema;
        this.projection = projection;
        this.skippedFields = skippedFields;
        this.rows = rows;
    }

    /** All columns of a table, for records that are read with the schema they were written with. */
    public static AvroDecoding of(RowType table) {
        int[][] all = IntStream.range(0, table.getFieldCount())
                .mapToObj(column -> new int[] {column})
                .toArray(int[][]::new);
        return new AvroDecoding(table, null, all, SkippedFields.CHECKED, Rows.NEW);
    }

    /**
     * Resolves what was written against this schema by Avro's rules: defaults, aliases, promotions. Units and scales are
     * an exception: where the writer's logical type says another one than the reader's, the value is converted.
     */
    public AvroDecoding readerSchema(String schema) {
        return new AvroDecoding(table, schema, projection, skippedFields, rows);
    }

    /**
     * Only some columns, in this order. A path of several indexes leads to a field inside of a column of type ROW, which
     * becomes a column of the result; it is null where a row around it is.
     * An empty path leaves a null, for a field that somebody else sets.
     */
    public AvroDecoding projection(int[][] paths) {
        int[][] copy = Arrays.stream(paths).map(int[]::clone).toArray(int[][]::new);
        return new AvroDecoding(table, readerSchema, copy, skippedFields, rows);
    }

    public AvroDecoding skippedFields(SkippedFields how) {
        return new AvroDecoding(table, readerSchema, projection, how, rows);
    }

    /** One row object for all records, which each call overwrites; rows inside of it are still new ones. */
    public AvroDecoding reusingTheRow() {
        return new AvroDecoding(table, readerSchema, projection, skippedFields, Rows.REUSED);
    }

    /**
     * A decoder for the records of one schema.
     *
     * @param writerSchema its JSON text
     * @throws IncompatibleSchemaException if no record of that schema can become a row of the table
     */
    public AvroRowDecoder decoder(String writerSchema) {
        return decoder(Schemas.parseRecord(writerSchema));
    }

    AvroRowDecoder decoder(Schema writer) {
        Schema reader = readerSchema == null ? writer : Schemas.parseRecord(readerSchema);
        List<Compiler.Want> wants = IntStream.range(0, projection.length)
                .filter(slot -> projection[slot].length > 0)
                .mapToObj(slot -> new Compiler.Want(
                        slot, Arrays.stream(projection[slot]).boxed().toList()))
                .toList();
        RecordReader record = new Compiler(skippedFields).record(writer, reader, table, wants, projection.length);
        return rows == Rows.REUSED
                ? AvroRowDecoder.reusing(record, projection.length)
                : AvroRowDecoder.making(record, projection.length);
    }
}
