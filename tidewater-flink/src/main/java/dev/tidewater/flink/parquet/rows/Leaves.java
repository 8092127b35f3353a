package dev.tidewater.flink.parquet.rows;

import dev.tidewater.flink.parquet.columns.BinaryColumn;
import dev.tidewater.flink.parquet.columns.BooleanColumn;
import dev.tidewater.flink.parquet.columns.Column;
import dev.tidewater.flink.parquet.columns.ColumnSpec;
import dev.tidewater.flink.parquet.columns.DoubleColumn;
import dev.tidewater.flink.parquet.columns.FixedColumn;
import dev.tidewater.flink.parquet.columns.FloatColumn;
import dev.tidewater.flink.parquet.columns.IntColumn;
import dev.tidewater.flink.parquet.columns.LongColumn;
import java.util.List;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;
import org.apache.iceberg.shaded.org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.iceberg.shaded.org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.iceberg.shaded.org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.iceberg.shaded.org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.iceberg.shaded.org.apache.parquet.schema.PrimitiveType;
import org.apache.iceberg.shaded.org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.iceberg.shaded.org.apache.parquet.schema.Type;

/** The leaf and the column for a value's type, both in rows and in the file. */
final class Leaves {
    private final PrimitiveType type;
    private final LogicalType rowType;
    private final Place place;
    private final ColumnSpec spec;
    private final List<Column> columns;

    private Leaves(PrimitiveType type, LogicalType rowType, Place place, ColumnSpec spec, List<Column> columns) {
        this.type = type;
        this.rowType = rowType;
        this.place = place;
        this.spec = spec;
        this.columns = columns;
    }

    /**
     * @param columns where the column is added
     * @throws IllegalArgumentException if rows of this type do not go into a column of that
     */
    static Shredder of(PrimitiveType type, LogicalType rowType, Place place, ColumnSpec spec, List<Column> columns) {
        return new Leaves(type, rowType, place, spec, columns).leaf();
    }

    static IllegalArgumentException mismatch(Type type, LogicalType rowType, Place place) {
        return new IllegalArgumentException("column " + place.path() + " is \"" + type + "\" in the file and "
                + rowType.asSummaryString() + " in rows");
    }

    private Shredder leaf() {
        return switch (rowType.getTypeRoot()) {
            case BOOLEAN -> new Numbers.OfBoolean(place, added(new BooleanColumn(wants(PrimitiveTypeName.BOOLEAN))));
            case TINYINT -> new Numbers.OfByte(place, ints());
            case SMALLINT -> new Numbers.OfShort(place, ints());
            case INTEGER, DATE -> new Numbers.OfInt(place, ints());
            case BIGINT -> new Numbers.OfLong(place, longs());
            case FLOAT -> new Numbers.OfFloat(place, added(new FloatColumn(wants(PrimitiveTypeName.FLOAT))));
            case DOUBLE -> new Numbers.OfDouble(place, added(new DoubleColumn(wants(PrimitiveTypeName.DOUBLE))));
            case TIME_WITHOUT_TIME_ZONE -> new Numbers.OfTime(place, longs());
            case TIMESTAMP_WITHOUT_TIME_ZONE, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> instant();
            case DECIMAL -> decimal((DecimalType) rowType);
            case CHAR, VARCHAR -> new Texts.OfString(place, added(new BinaryColumn(wants(PrimitiveTypeName.BINARY))));
            case BINARY, VARBINARY -> bytes();
            default -> throw mismatch(type, rowType, place);
        };
    }

    private ColumnSpec wants(PrimitiveTypeName kept) {
        if (type.getPrimitiveTypeName() != kept) {
            throw mismatch(type, rowType, place);
        }
        return spec;
    }

    private <C extends Column> C added(C column) {
        columns.add(column);
        return column;
    }

    private IntColumn ints() {
        return added(new IntColumn(wants(PrimitiveTypeName.INT32)));
    }

    private LongColumn longs() {
        return added(new LongColumn(wants(PrimitiveTypeName.INT64)));
    }

    private Shredder instant() {
        LogicalTypeAnnotation annotation = type.getLogicalTypeAnnotation();
        if (!(annotation instanceof TimestampLogicalTypeAnnotation timestamp)) {
            throw mismatch(type, rowType, place);
        }
        int precision = LogicalTypeChecks.getPrecision(rowType);
        return timestamp.getUnit() == TimeUnit.NANOS
                ? new Instants.OfNanos(place, longs(), precision)
                : new Instants.OfMicros(place, longs(), precision);
    }

    private Shredder decimal(DecimalType inRows) {
        LogicalTypeAnnotation annotation = type.getLogicalTypeAnnotation();
        if (!(annotation instanceof DecimalLogicalTypeAnnotation decimal) || decimal.getScale() != inRows.getScale()) {
            throw mismatch(type, rowType, place);
        }
        Decimals.Digits digits =
                new Decimals.Digits(place.path(), decimal.getPrecision(), inRows.getPrecision(), inRows.getScale());
        return switch (type.getPrimitiveTypeName()) {
            case INT32 -> new Decimals.AsInt(place, ints(), digits);
            case INT64 -> new Decimals.AsLong(place, longs(), digits);
            default -> new Decimals.AsFixed(place, fixed(), digits);
        };
    }

    private Shredder bytes() {
        return type.getPrimitiveTypeName() == PrimitiveTypeName.BINARY
                ? new Texts.OfBytes(place, added(new BinaryColumn(spec)))
                : new Texts.OfFixed(place, fixed());
    }

    private FixedColumn fixed() {
        return added(new FixedColumn(wants(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY)));
    }
}
