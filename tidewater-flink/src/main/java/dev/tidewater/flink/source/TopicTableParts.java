package dev.tidewater.flink.source;

import dev.tidewater.flink.formats.sql.LeavesRoom;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.table.connector.Projection;
import org.apache.flink.table.connector.format.DecodingFormat;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.jspecify.annotations.Nullable;

/**
 * Which columns of a topic's table are of the key, which of the value, and by what formats they are read. Key and value of
 * every record are decoded even if no column of theirs is wanted: what cannot be decoded does not depend on the query.
 *
 * @param physical all columns
 * @param key null if it is not read
 * @param rowtimeField column that holds a row's time; null if the record's timestamp is it
 * @param zone of that column, if its type has none
 */
record TopicTableParts(
        TopicOptions.Kind kind,
        DataType physical,
        @Nullable Columns key,
        Columns value,
        @Nullable String rowtimeField,
        ZoneId zone,
        Duration maxAhead) {
    /**
     * Columns of one part.
     *
     * @param fields their places among the columns of the table
     * @param prefix of their names, which the format does not know
     */
    record Columns(
            DecodingFormat<DeserializationSchema<RowData>> format,
            int[] fields,
            @Nullable String prefix,
            boolean isOurs) {
        private DataType whole(DataType physical) {
            return PartFormat.withoutPrefix(Projection.of(fields).project(physical), prefix);
        }

        private PartReader.Origin origin(DataType whole) {
            if (isOurs) {
                return PartReader.Origin.OURS;
            }
            return whole.getLogicalType().getChildren().stream().anyMatch(type -> type.is(LogicalTypeRoot.VARCHAR))
                    ? PartReader.Origin.FLINK_TEXT
                    : PartReader.Origin.FLINK;
        }
    }

    /**
     * How rows are made that have some of the columns.
     *
     * @param wanted places of the columns
     * @param ofValue how many fields follow that the value's format adds
     * @param ofRecord fields that follow those
     */
    RowRecipe recipe(DynamicTableSource.Context context, int[] wanted, int ofValue, List<RecordField> ofRecord) {
        int rowtime =
                rowtimeField == null ? -1 : DataType.getFieldNames(physical).indexOf(rowtimeField);
        int arity = wanted.length + ofValue + ofRecord.size();
        int room = arity - read(value, wanted, rowtime).length;
        boolean isWhole = value.format() instanceof LeavesRoom && room >= 0 && !isOfKey(wanted);
        return new RowRecipe(
                kind,
                key == null ? null : reader(context, key, wanted, rowtime, 0, 0),
                reader(context, value, wanted, rowtime, ofValue, isWhole ? room : 0),
                isWhole ? RowRecipe.Rows.OF_VALUE : RowRecipe.Rows.OF_PARTS,
                ofRecord,
                arity,
                rowtime(wanted, rowtime));
    }

    private boolean isOfKey(int[] wanted) {
        return key != null && Arrays.stream(key.fields()).anyMatch(field -> indexOf(wanted, field) >= 0);
    }

    private Rowtime rowtime(int[] wanted, int rowtime) {
        if (rowtime < 0) {
            return Rowtime.ofRecord(maxAhead);
        }
        boolean ofKey = key != null && indexOf(key.fields(), rowtime) >= 0;
        Columns part = ofKey && key != null ? key : value;
        int[] read = read(part, wanted, rowtime);
        return Rowtime.ofField(
                ofKey ? Rowtime.Part.KEY : Rowtime.Part.VALUE,
                IntStream.range(0, read.length)
                        .filter(i -> part.fields()[read[i]] == rowtime)
                        .findFirst()
                        .orElseThrow(),
                DataType.getFieldDataTypes(physical).get(rowtime).getLogicalType(),
                zone,
                DataType.getFieldNames(physical).get(rowtime),
                maxAhead);
    }

    private PartReader reader(
            DynamicTableSource.Context context, Columns part, int[] wanted, int rowtime, int more, int room) {
        int[] read = read(part, wanted, rowtime);
        DataType whole = part.whole(physical);
        DeserializationSchema<RowData> schema =
                new PartFormat(part.format(), whole, read, room).createRuntimeDecoder(context, whole);
        int[] positions = IntStream.concat(
                        Arrays.stream(read).map(field -> indexOf(wanted, part.fields()[field])),
                        IntStream.range(wanted.length, wanted.length + more))
                .toArray();
        return new PartReader(schema, positions, part.origin(whole));
    }

    /** The fields of a part that are read: those that are wanted, in that order, and then the row's time. */
    private static int[] read(Columns part, int[] wanted, int rowtime) {
        IntStream ofPart = Arrays.stream(wanted);
        IntStream all = indexOf(wanted, rowtime) >= 0 ? ofPart : IntStream.concat(ofPart, IntStream.of(rowtime));
        return all.map(column -> indexOf(part.fields(), column))
                .filter(field -> field >= 0)
                .toArray();
    }

    private static int indexOf(int[] columns, int column) {
        return IntStream.range(0, columns.length)
                .filter(position -> columns[position] == column)
                .findFirst()
                .orElse(-1);
    }
}
