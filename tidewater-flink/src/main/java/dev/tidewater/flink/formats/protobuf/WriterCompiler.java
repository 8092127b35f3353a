package dev.tidewater.flink.formats.protobuf;

import dev.tidewater.flink.formats.EncodeException;
import dev.tidewater.flink.formats.protobuf.MessageWriter.Column;
import dev.tidewater.flink.formats.protobuf.MessageWriter.Oneof;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;

/** Makes writers of messages. Fields are matched with columns by name. */
final class WriterCompiler {
    private WriterCompiler() {}

    static MessageWriter message(Message message, RowType row, Path path) {
        for (RowType.RowField column : row.getFields()) {
            if (message.field(column.getName()) == null) {
                throw new ProtobufSchemaException(
                        path.field(column.getName()), message + " has no field for this column");
            }
        }
        List<Column> columns = new ArrayList<>();
        Map<String, List<Column>> oneofs = new LinkedHashMap<>();
        for (Field field : message.byNumber()) {
            Path inner = path.field(field.name());
            int index = row.getFieldIndex(field.name());
            if (index >= 0) {
                LogicalType type = row.getTypeAt(index);
                // A value of a column that is NOT NULL may still be missing, and that is to be told.
                RowData.FieldGetter getter = RowData.createFieldGetter(type.copy(true), index);
                Column column = new Column(field.name(), getter, field(field, type, inner));
                columns.add(column);
                if (!field.oneof().isEmpty()) {
                    oneofs.computeIfAbsent(field.oneof(), name -> new ArrayList<>())
                            .add(column);
                }
            } else if (field.label() == Field.Label.REQUIRED) {
                throw new ProtobufSchemaException(inner, "the field is required, and the table has no such column");
            }
        }
        return new MessageWriter(
                columns,
                oneofs.entrySet().stream()
                        .filter(oneof -> oneof.getValue().size() > 1)
                        .map(oneof -> new Oneof(oneof.getKey(), oneof.getValue()))
                        .toList());
    }

    private static FieldWriter field(Field field, LogicalType column, Path path) {
        if (field.isMap() && column instanceof MapType map) {
            Field key = field.type().fields().get(0);
            Field value = field.type().fields().get(1);
            return new FieldWriter.Entries(
                    field,
                    ArrayData.createElementGetter(map.getKeyType().copy(true)),
                    ArrayData.createElementGetter(map.getValueType().copy(true)),
                    value(key, map.getKeyType(), path.values()),
                    value(value, map.getValueType(), path.values()));
        }
        if (field.isRepeated() && !field.isMap() && column instanceof ArrayType array) {
            LogicalType element = array.getElementType();
            return new FieldWriter.Repeated(
                    field, ArrayData.createElementGetter(element.copy(true)), value(field, element, path.items()));
        }
        if (field.isRepeated()) {
            throw unfit(field, column, path);
        }
        return new FieldWriter.Single(field, value(field, column, path));
    }

    private static ValueWriter value(Field field, LogicalType column, Path path) {
        if (!field.kind().isMessage()) {
            ValueWriter scalar = ScalarWriters.of(field, column);
            if (scalar == null) {
                throw unfit(field, column, path);
            }
            return scalar;
        }
        ValueWriter wellKnown = WellKnownWriters.of(field.type(), column);
        if (wellKnown != null) {
            return wellKnown;
        }
        if (column instanceof RowType row && !ProtobufTypes.isWrapped(field)) {
            return message(field.type(), row, path);
        }
        if (ProtobufTypes.isWrapper(field)) {
            return new Wrapped(field(field.type().fields().get(0), column, path));
        }
        throw unfit(field, column, path);
    }

    /** A message around one value. */
    private record Wrapped(FieldWriter value) implements ValueWriter {
        @Override
        public void write(Object content, Output out) throws EncodeException {
            value.write(content, out);
        }

        @Override
        public void writeNull(Output out) throws EncodeException {
            value.write(null, out);
        }
    }

    private static ProtobufSchemaException unfit(Field field, LogicalType column, Path path) {
        return new ProtobufSchemaException(
                path, column.asSummaryString() + " cannot be written as Protobuf's " + field.describe());
    }
}
