package dev.tidewater.flink.formats.avro;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.BinaryType;
import org.apache.flink.table.types.logical.BooleanType;
import org.apache.flink.table.types.logical.DateType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.DoubleType;
import org.apache.flink.table.types.logical.FloatType;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.LocalZonedTimestampType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.NullType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.TimeType;
import org.apache.flink.table.types.logical.TimestampType;
import org.apache.flink.table.types.logical.VarBinaryType;
import org.apache.flink.table.types.logical.VarCharType;
import org.apache.iceberg.shaded.org.apache.avro.Schema;

/**
 * The columns that an Avro schema stands for.
 *
 * <p>A union with null is a nullable column, a union of several other types a row with one nullable field for each of
 * them. A timestamp of Avro is a moment, hence {@code TIMESTAMP_LTZ}; a local one is {@code TIMESTAMP}. {@code
 * time-micros} is {@code TIME(6)}, though Flink holds milliseconds of it.
 */
public final class AvroTypes {
    private AvroTypes() {}

    /**
     * The columns of a record.
     *
     * @param schema the JSON text of a record's schema
     * @throws IncompatibleSchemaException if it is no record, or if a type contains itself
     */
    public static RowType rowType(String schema) {
        return rowType(Schemas.parseRecord(schema));
    }

    static RowType rowType(Schema record) {
        return (RowType) type(record, Path.ROOT, new HashSet<>());
    }

    private static LogicalType type(Schema schema, Path path, Set<String> around) {
        return switch (schema.getType()) {
            case NULL -> new NullType();
            case BOOLEAN -> new BooleanType(false);
            case INT, LONG -> number(schema);
            case FLOAT -> new FloatType(false);
            case DOUBLE -> new DoubleType(false);
            case STRING, ENUM -> new VarCharType(false, VarCharType.MAX_LENGTH);
            case BYTES ->
                Meaning.of(schema) instanceof Meaning.Decimal decimal
                        ? decimal(decimal, path)
                        : new VarBinaryType(false, VarBinaryType.MAX_LENGTH);
            case FIXED -> fixed(schema, path);
            case ARRAY -> new ArrayType(false, type(schema.getElementType(), path.items(), around));
            case MAP ->
                new MapType(
                        false,
                        new VarCharType(false, VarCharType.MAX_LENGTH),
                        type(schema.getValueType(), path.values(), around));
            case UNION -> union(schema, path, around);
            case RECORD -> row(schema, path, around);
        };
    }

    private static LogicalType number(Schema schema) {
        Meaning meaning = Meaning.of(schema);
        if (meaning instanceof Meaning.Date) {
            return new DateType(false);
        }
        if (meaning instanceof Meaning.Time time) {
            return new TimeType(false, time.unit().digits());
        }
        if (meaning instanceof Meaning.Instant instant) {
            return new LocalZonedTimestampType(false, instant.unit().digits());
        }
        if (meaning instanceof Meaning.Local local) {
            return new TimestampType(false, local.unit().digits());
        }
        return schema.getType() == Schema.Type.INT ? new IntType(false) : new BigIntType(false);
    }

    private static LogicalType decimal(Meaning.Decimal decimal, Path path) {
        if (decimal.precision() > DecimalType.MAX_PRECISION) {
            throw new IncompatibleSchemaException(
                    path,
                    "a decimal of " + decimal.precision() + " digits, and a column has at most "
                            + DecimalType.MAX_PRECISION);
        }
        return new DecimalType(false, decimal.precision(), decimal.scale());
    }

    private static LogicalType fixed(Schema schema, Path path) {
        Meaning meaning = Meaning.of(schema);
        if (meaning instanceof Meaning.Decimal decimal) {
            return decimal(decimal, path);
        }
        if (meaning instanceof Meaning.Uuid) {
            return new VarCharType(false, VarCharType.MAX_LENGTH);
        }
        if (schema.getFixedSize() == 0) {
            return BinaryType.ofEmptyLiteral().copy(false);
        }
        return new BinaryType(false, schema.getFixedSize());
    }

    private static LogicalType union(Schema schema, Path path, Set<String> around) {
        List<Schema> branches = Unions.branches(schema);
        boolean nullable = branches.size() < schema.getTypes().size();
        if (branches.isEmpty()) {
            return new NullType();
        }
        if (branches.size() == 1) {
            return type(branches.get(0), path, around).copy(nullable);
        }
        List<String> names = Unions.names(branches);
        List<RowType.RowField> fields = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            LogicalType type = type(branches.get(i), path.field(name), around);
            fields.add(new RowType.RowField(name, type.copy(true)));
        }
        return new RowType(nullable, fields);
    }

    private static LogicalType row(Schema schema, Path path, Set<String> around) {
        if (!around.add(schema.getFullName())) {
            throw new IncompatibleSchemaException(
                    path, "the type \"" + schema.getFullName() + "\" contains itself, which a column cannot");
        }
        List<RowType.RowField> fields = new ArrayList<>();
        for (Schema.Field field : schema.getFields()) {
            LogicalType type = type(field.schema(), path.field(field.name()), around);
            fields.add(
                    field.doc() == null
                            ? new RowType.RowField(field.name(), type)
                            : new RowType.RowField(field.name(), type, field.doc()));
        }
        around.remove(schema.getFullName());
        return new RowType(false, fields);
    }
}
