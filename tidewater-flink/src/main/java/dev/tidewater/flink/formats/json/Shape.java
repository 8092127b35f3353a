package dev.tidewater.flink.formats.json;

import java.util.List;
import java.util.Optional;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.NullType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.VarCharType;

/** What a JSON Schema says of a value: the type of its column, and how it is written. */
sealed interface Shape {
    /** Of what no schema tells. */
    Shape UNKNOWN = new Scalar(new NullType(), Written.AS_COLUMN);

    LogicalType type();

    Shape nullable(boolean nullable);

    default Written written() {
        return Written.AS_COLUMN;
    }

    /** Of the items of an array, or the values of a map. */
    default Shape item() {
        return UNKNOWN;
    }

    default Shape field(String name) {
        return UNKNOWN;
    }

    record Scalar(LogicalType type, Written written) implements Shape {
        @Override
        public Shape nullable(boolean nullable) {
            return new Scalar(type.copy(nullable), written);
        }
    }

    record Items(Shape item, boolean isNullable) implements Shape {
        @Override
        public LogicalType type() {
            return new ArrayType(isNullable, item.type());
        }

        @Override
        public Shape nullable(boolean nullable) {
            return new Items(item, nullable);
        }
    }

    record Entries(Shape item, boolean isNullable) implements Shape {
        @Override
        public LogicalType type() {
            return new MapType(isNullable, new VarCharType(false, VarCharType.MAX_LENGTH), item.type());
        }

        @Override
        public Shape nullable(boolean nullable) {
            return new Entries(item, nullable);
        }
    }

    record Fields(List<Field> fields, boolean isNullable) implements Shape {
        public Fields {
            fields = List.copyOf(fields);
        }

        @Override
        public RowType type() {
            return new RowType(
                    isNullable,
                    fields.stream()
                            .map(field -> field.description()
                                    .map(text -> new RowType.RowField(
                                            field.name(), field.shape().type(), text))
                                    .orElseGet(() -> new RowType.RowField(
                                            field.name(), field.shape().type())))
                            .toList());
        }

        @Override
        public Shape nullable(boolean nullable) {
            return new Fields(fields, nullable);
        }

        @Override
        public Shape field(String name) {
            return fields.stream()
                    .filter(field -> field.name().equals(name))
                    .findFirst()
                    .map(Field::shape)
                    .orElse(UNKNOWN);
        }
    }

    record Field(String name, Shape shape, Optional<String> description) {}
}
