package dev.tidewater.flink.formats.avro;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.BinaryType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;
import org.apache.iceberg.shaded.org.apache.avro.AvroRuntimeException;
import org.apache.iceberg.shaded.org.apache.avro.JsonProperties;
import org.apache.iceberg.shaded.org.apache.avro.LogicalTypes;
import org.apache.iceberg.shaded.org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The Avro schema in which the rows of a table are written. Read back with {@link AvroTypes} it gives the same columns,
 * but for what Avro has no type for: small integers become INT, CHAR and VARCHAR become STRING, VARBINARY becomes BYTES,
 * and precisions of times grow to the next of Avro's units.
 */
public final class AvroSchemas {
    private static final int MILLIS = 3;
    private static final int MICROS = 6;

    private AvroSchemas() {}

    /**
     * The JSON text of the schema.
     *
     * @param name full name of the record; the names of records and fixed types inside of it begin with it
     * @throws IncompatibleSchemaException if a column is of a type or has a name that Avro does not have
     */
    public static String schema(RowType table, String name) {
        return record(table, name, Path.ROOT).toString();
    }

    private static Schema schema(LogicalType type, String name, Path path) {
        Schema schema = switch (type.getTypeRoot()) {
            case NULL -> Schema.create(Schema.Type.NULL);
            case BOOLEAN -> Schema.create(Schema.Type.BOOLEAN);
            case TINYINT, SMALLINT, INTEGER -> Schema.create(Schema.Type.INT);
            case BIGINT -> Schema.create(Schema.Type.LONG);
            case FLOAT -> Schema.create(Schema.Type.FLOAT);
            case DOUBLE -> Schema.create(Schema.Type.DOUBLE);
            case CHAR, VARCHAR -> Schema.create(Schema.Type.STRING);
            case VARBINARY -> Schema.create(Schema.Type.BYTES);
            case BINARY -> named(path, () -> Schema.createFixed(name, null, null, ((BinaryType) type).getLength()));
            case DECIMAL -> decimal((DecimalType) type);
            case DATE -> LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT));
            case TIME_WITHOUT_TIME_ZONE -> time(LogicalTypeChecks.getPrecision(type), path);
            case TIMESTAMP_WITHOUT_TIME_ZONE -> local(LogicalTypeChecks.getPrecision(type));
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> instant(LogicalTypeChecks.getPrecision(type));
            case ARRAY -> Schema.createArray(schema(((ArrayType) type).getElementType(), name + "_item", path.items()));
            case MAP -> map((MapType) type, name, path);
            case ROW -> record((RowType) type, name, path);
            default -> throw new IncompatibleSchemaException(path, "Avro has no type for " + type.asSummaryString());
        };
        return type.isNullable() && schema.getType() != Schema.Type.NULL
                ? Schema.createUnion(Schema.create(Schema.Type.NULL), schema)
                : schema;
    }

    private static Schema record(RowType row, String name, Path path) {
        return named(path, () -> {
            List<Schema.Field> fields = new ArrayList<>();
            for (RowType.RowField column : row.getFields()) {
                Path inner = path.field(column.getName());
                Schema schema = schema(column.getType(), name + "_" + column.getName(), inner);
                @Nullable Object nothing = schema.isUnion() ? JsonProperties.NULL_VALUE : null;
                String doc = column.getDescription().orElse(null);
                fields.add(named(inner, () -> new Schema.Field(column.getName(), schema, doc, nothing)));
            }
            return Schema.createRecord(name, null, null, false, fields);
        });
    }

    private static Schema map(MapType map, String name, Path path) {
        if (!map.getKeyType().is(LogicalTypeFamily.CHARACTER_STRING)) {
            throw new IncompatibleSchemaException(
                    path,
                    "the keys of a map are text in Avro, not "
                            + map.getKeyType().asSummaryString());
        }
        return Schema.createMap(schema(map.getValueType(), name + "_value", path.values()));
    }

    private static Schema decimal(DecimalType type) {
        return LogicalTypes.decimal(type.getPrecision(), type.getScale()).addToSchema(Schema.create(Schema.Type.BYTES));
    }

    private static Schema time(int precision, Path path) {
        if (precision > MICROS) {
            throw new IncompatibleSchemaException(path, "Avro has no type for TIME(" + precision + ")");
        }
        return precision <= MILLIS
                ? LogicalTypes.timeMillis().addToSchema(Schema.create(Schema.Type.INT))
                : LogicalTypes.timeMicros().addToSchema(Schema.create(Schema.Type.LONG));
    }

    private static Schema local(int precision) {
        Schema number = Schema.create(Schema.Type.LONG);
        if (precision <= MILLIS) {
            return LogicalTypes.localTimestampMillis().addToSchema(number);
        }
        return precision <= MICROS
                ? LogicalTypes.localTimestampMicros().addToSchema(number)
                : LogicalTypes.localTimestampNanos().addToSchema(number);
    }

    private static Schema instant(int precision) {
        Schema number = Schema.create(Schema.Type.LONG);
        if (precision <= MILLIS) {
            return LogicalTypes.timestampMillis().addToSchema(number);
        }
        return precision <= MICROS
                ? LogicalTypes.timestampMicros().addToSchema(number)
                : LogicalTypes.timestampNanos().addToSchema(number);
    }

    private static <T> T named(Path path, Supplier<T> making) {
        try {
            return making.get();
        } catch (AvroRuntimeException e) {
            throw new IncompatibleSchemaException(path, "Avro does not take the name: " + e.getMessage());
        }
    }
}
