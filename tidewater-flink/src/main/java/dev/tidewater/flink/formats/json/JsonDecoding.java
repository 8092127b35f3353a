package dev.tidewater.flink.formats.json;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;

/**
 * How records become rows of a table. Columns and fields are matched by name; a field that is missing is null, and a field
 * that is no column is looked over only. Whether a record is damaged does not depend on the columns that are wanted.
 */
public final class JsonDecoding {
    private final RowType table;
    private final int[][] projection;
    private final Root root;

    /** What a record is. */
    private enum Root {
        OBJECT,
        VALUE
    }

    private JsonDecoding(RowType table, int[][] projection, Root root) {
        this.table = table;
        this.projection = projection;
        this.root = root;
    }

    /** All columns of a table, whose records are objects. */
    public static JsonDecoding of(RowType table) {
        int[][] all = IntStream.range(0, table.getFieldCount())
                .mapToObj(column -> new int[] {column})
                .toArray(int[][]::new);
        return new JsonDecoding(table, all, Root.OBJECT);
    }

    /** The record is the value of the only column. */
    public JsonDecoding singleValue() {
        return new JsonDecoding(table, projection, Root.VALUE);
    }

    /**
     * Only some columns, in this order. A path of several indexes leads to a field inside of a column of type ROW, which
     * becomes a column of the result; it is null where a row around it is.
     * An empty path leaves a null, for a field that somebody else sets.
     */
    public JsonDecoding projection(int[][] paths) {
        int[][] copy = Arrays.stream(paths).map(int[]::clone).toArray(int[][]::new);
        return new JsonDecoding(table, copy, root);
    }

    /** A decoder for records of which no schema tells more than the columns do. */
    public JsonRowDecoder decoder() {
        return decoder(Shape.UNKNOWN);
    }

    /**
     * A decoder for records of a schema. The columns say what is read; the schema, how times and decimals are written.
     *
     * @param schema the text of a JSON Schema; null if there is none
     */
    public JsonRowDecoder decoder(@Nullable String schema) {
        return decoder(schema == null ? Shape.UNKNOWN : JsonSchemas.shapeOrUnknown(schema));
    }

    JsonRowDecoder decoder(Shape shape) {
        List<Compiler.Want> wants = IntStream.range(0, projection.length)
                .filter(slot -> projection[slot].length > 0)
                .mapToObj(slot -> new Compiler.Want(
                        slot, Arrays.stream(projection[slot]).boxed().toList()))
                .toList();
        return root == Root.OBJECT
                ? JsonRowDecoder.ofObjects(Compiler.object(table, shape, wants, 0, ""), projection.length)
                : JsonRowDecoder.ofValues(Compiler.item(table.getTypeAt(0), shape, ""), projection.length);
    }
}
