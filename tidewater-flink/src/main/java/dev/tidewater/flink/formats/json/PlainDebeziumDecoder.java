package dev.tidewater.flink.formats.json;

import dev.tidewater.flink.formats.DecodeException;
import dev.tidewater.flink.formats.DecodeException.Reason;
import dev.tidewater.flink.formats.RowDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;

/**
 * Decodes Debezium's change events in JSON that names no schema: bare, or within {@code {"schema": …, "payload": …}} as
 * Kafka Connect's converter writes them unless it is told otherwise.
 */
public final class PlainDebeziumDecoder implements RowDecoder {
    private static final String PAYLOAD = "payload";
    private static final String OP = "op";

    private final JsonRowDecoder decoder;
    private final int payload;
    private final int op;

    /**
     * @param envelope what is read of an event; with a text that is called {@code op}
     * @param rowSchema the JSON Schema of {@code before} and {@code after}; null if there is none
     */
    public PlainDebeziumDecoder(RowType envelope, @Nullable String rowSchema) {
        List<RowType.RowField> fields = new ArrayList<>();
        for (RowType.RowField field : envelope.getFields()) {
            fields.add(new RowType.RowField(field.getName(), field.getType().copy(true)));
        }
        fields.add(new RowType.RowField(PAYLOAD, envelope.copy(true)));
        this.payload = fields.size() - 1;
        this.op = envelope.getFieldIndex(OP);
        Shape row = rowSchema == null ? Shape.UNKNOWN : JsonSchemas.shape(rowSchema);
        List<Shape.Field> images = List.of(field("before", row), field("after", row));
        List<Shape.Field> all = new ArrayList<>(images);
        all.add(field(PAYLOAD, new Shape.Fields(images, true)));
        this.decoder = JsonDecoding.of(new RowType(false, fields)).decoder(new Shape.Fields(all, false));
    }

    private static Shape.Field field(String name, Shape shape) {
        return new Shape.Field(name, shape, Optional.empty());
    }

    /** The fields of the envelope; more may follow. */
    @Override
    public GenericRowData decode(byte[] record) throws DecodeException {
        GenericRowData event = decoder.decode(record, 0, record.length);
        GenericRowData inner = (GenericRowData) event.getField(payload);
        if (inner != null) {
            return inner;
        }
        if (event.isNullAt(op)) {
            throw new DecodeException(Reason.NULL_NOT_ALLOWED, 0, "there is no such field").within(OP);
        }
        return event;
    }
}
