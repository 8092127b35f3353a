package dev.tidewater.flink.parquet.rows;

import dev.tidewater.flink.parquet.columns.Column;
import dev.tidewater.flink.parquet.columns.ColumnSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.iceberg.avro.AvroSchemaUtil;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.schema.GroupType;
import org.apache.iceberg.shaded.org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.iceberg.shaded.org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.iceberg.shaded.org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageType;
import org.apache.iceberg.shaded.org.apache.parquet.schema.PrimitiveType;
import org.apache.iceberg.shaded.org.apache.parquet.schema.Type;

/** Takes rows of one type apart into the columns of a file. */
public final class RowShredder {
    private final Shredder[] fields;
    private final List<Column> columns;

    private RowShredder(List<Shredder> fields, List<Column> columns) {
        this.fields = fields.toArray(new Shredder[0]);
        this.columns = List.copyOf(columns);
    }

    /**
     * Columns for all leaves of a file's schema, and the steps that fill them.
     *
     * @throws IllegalArgumentException if rows and file do not have the same fields in the same order
     */
    public static RowShredder of(MessageType file, RowType rows, Function<ColumnDescriptor, ColumnSpec> specs) {
        Compiler compiler = new Compiler(file, specs);
        List<Shredder> fields = compiler.fields(file, rows, "", 0, 0);
        return new RowShredder(fields, compiler.columns);
    }

    /** All columns, in the order of the file's schema. */
    public List<Column> columns() {
        return columns;
    }

    /** Puts each value of a row into its column. What is taken is copied: the row may be used again. */
    public void take(RowData row) {
        for (Shredder each : fields) {
            each.field(row, 0);
        }
    }

    private static final class Compiler {
        private final MessageType file;
        private final Function<ColumnDescriptor, ColumnSpec> specs;
        private final List<Column> columns = new ArrayList<>();
        private final List<String> path = new ArrayList<>();

        Compiler(MessageType file, Function<ColumnDescriptor, ColumnSpec> specs) {
            this.file = file;
            this.specs = specs;
        }

        private List<Shredder> fields(GroupType group, RowType rows, String above, int definition, int repetition) {
            if (group.getFieldCount() != rows.getFieldCount()) {
                throw new IllegalArgumentException("rows have " + rows.getFieldCount() + " fields" + in(above)
                        + ", the table has " + group.getFieldCount());
            }
            List<Shredder> fields = new ArrayList<>();
            for (int i = 0; i < rows.getFieldCount(); i++) {
                Type type = group.getType(i);
                String name = rows.getFieldNames().get(i);
                if (!type.getName().equals(AvroSchemaUtil.makeCompatibleName(name))) {
                    throw new IllegalArgumentException("field " + (i + 1) + " of rows" + in(above) + " is \"" + name
                            + "\", that of the table \"" + type.getName() + "\"");
                }
                fields.add(value(type, rows.getTypeAt(i), place(type, above, i, definition, repetition)));
            }
            return fields;
        }

        private static String in(String above) {
            return above.isEmpty() ? "" : " in " + above;
        }

        private static Place place(Type type, String above, int index, int definition, int repetition) {
            boolean optional = type.isRepetition(Type.Repetition.OPTIONAL);
            String name = above.isEmpty() ? type.getName() : above + "." + type.getName();
            return new Place(name, index, optional, definition + (optional ? 1 : 0), repetition);
        }

        private Shredder value(Type type, LogicalType rowType, Place place) {
            path.add(type.getName());
            try {
                return type.isPrimitive()
                        ? leaf(type.asPrimitiveType(), rowType, place)
                        : group(type.asGroupType(), rowType, place);
            } finally {
                path.remove(path.size() - 1);
            }
        }

        private Shredder group(GroupType type, LogicalType rowType, Place place) {
            LogicalTypeAnnotation annotation = type.getLogicalTypeAnnotation();
            if (annotation instanceof ListLogicalTypeAnnotation && rowType instanceof ArrayType array) {
                GroupType repeated = type.getType(0).asGroupType();
                return new Groups.Lists(place, inside(repeated, 0, array.getElementType(), place));
            }
            if (annotation instanceof MapLogicalTypeAnnotation && rowType instanceof MapType map) {
                GroupType repeated = type.getType(0).asGroupType();
                return new Groups.Maps(
                        place,
                        inside(repeated, 0, map.getKeyType(), place),
                        inside(repeated, 1, map.getValueType(), place));
            }
            if (annotation == null && rowType instanceof RowType row) {
                List<Shredder> fields = fields(type, row, place.path(), place.present(), place.repetition());
                return new Groups.Struct(place, fields, row.getFieldCount());
            }
            throw Leaves.mismatch(type, rowType, place);
        }

        private Shredder inside(GroupType repeated, int index, LogicalType rowType, Place around) {
            path.add(repeated.getName());
            try {
                Type type = repeated.getType(index);
                Place place = place(type, around.path(), 0, around.present() + 1, around.repetition() + 1);
                return value(type, rowType, place);
            } finally {
                path.remove(path.size() - 1);
            }
        }

        private Shredder leaf(PrimitiveType type, LogicalType rowType, Place place) {
            ColumnDescriptor descriptor = file.getColumnDescription(path.toArray(new String[0]));
            return Leaves.of(type, rowType, place, specs.apply(descriptor), columns);
        }
    }
}
