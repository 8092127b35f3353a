package dev.tidewater.flink.formats.avro;

import dev.tidewater.flink.formats.avro.Times.Unit;
import org.apache.iceberg.shaded.org.apache.avro.LogicalType;
import org.apache.iceberg.shaded.org.apache.avro.LogicalTypes;
import org.apache.iceberg.shaded.org.apache.avro.Schema;

/** What an Avro logical type makes of the type beneath it. A logical type unknown to us leaves it as it is. */
sealed interface Meaning {
    record Plain() implements Meaning {}

    record Decimal(int precision, int scale) implements Meaning {}

    record Date() implements Meaning {}

    record Time(Unit unit) implements Meaning {}

    /** A moment on the time line. */
    record Instant(Unit unit) implements Meaning {}

    /** What a calendar and a clock show, wherever they hang. */
    record Local(Unit unit) implements Meaning {}

    record Uuid() implements Meaning {}

    static Meaning of(Schema schema) {
        LogicalType logical = schema.getLogicalType();
        if (logical == null) {
            return new Plain();
        }
        if (logical instanceof LogicalTypes.Decimal decimal) {
            return new Decimal(decimal.getPrecision(), decimal.getScale());
        }
        return switch (logical.getName()) {
            case "date" -> new Date();
            case "time-millis" -> new Time(Unit.MILLIS);
            case "time-micros" -> new Time(Unit.MICROS);
            case "timestamp-millis" -> new Instant(Unit.MILLIS);
            case "timestamp-micros" -> new Instant(Unit.MICROS);
            case "timestamp-nanos" -> new Instant(Unit.NANOS);
            case "local-timestamp-millis" -> new Local(Unit.MILLIS);
            case "local-timestamp-micros" -> new Local(Unit.MICROS);
            case "local-timestamp-nanos" -> new Local(Unit.NANOS);
            case "uuid" -> new Uuid();
            default -> new Plain();
        };
    }

    /**
     * Of a value that was written so and is read so: what the writer says of it counts, since the writer knew the unit,
     * and what the reader says if the writer says nothing.
     */
    static Meaning of(Schema writer, Schema reader) {
        boolean sameNumbers = writer.getType() == reader.getType()
                || (writer.getType() == Schema.Type.INT && reader.getType() == Schema.Type.LONG);
        return writer.getLogicalType() != null || !sameNumbers ? of(writer) : of(reader);
    }
}
