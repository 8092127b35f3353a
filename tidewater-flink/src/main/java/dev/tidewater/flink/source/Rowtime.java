package dev.tidewater.flink.source;

import dev.tidewater.flink.formats.DecodeException;
import dev.tidewater.flink.formats.DecodeException.Reason;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;
import org.jspecify.annotations.Nullable;

/**
 * A row's time as far as it must be right: one that is missing stops windows, one far ahead closes them all, and every row
 * after it is late.
 *
 * @param part whether the field is one of the key's or of the value's
 * @param field its place in the row that is made of the part; -1 if the time is the record's timestamp
 * @param precision of a timestamp; -1 for milliseconds since 1970
 * @param name of the field, for messages
 * @param maxAhead how far it may be after the record's timestamp
 */
record Rowtime(Part part, int field, int precision, String name, Duration maxAhead) implements Serializable {
    /** Parts of a record. */
    enum Part {
        KEY,
        VALUE
    }

    static Rowtime ofField(Part part, int field, LogicalType type, String name, Duration maxAhead) {
        int precision = type.is(LogicalTypeFamily.TIMESTAMP) ? LogicalTypeChecks.getPrecision(type) : MILLISECONDS;
        if (precision == MILLISECONDS && !(type instanceof BigIntType)) {
            throw new IllegalArgumentException(name + " is of type " + type.asSummaryString() + " and no time");
        }
        return new Rowtime(part, field, precision, name, maxAhead);
    }

    static Rowtime ofRecord(Duration maxAhead) {
        return new Rowtime(Part.VALUE, NONE, MILLISECONDS, "$timestamp", maxAhead);
    }

    private static final int NONE = -1;
    private static final int MILLISECONDS = -1;

    void check(@Nullable RowData key, @Nullable RowData value, long timestamp) throws DecodeException {
        if (field == NONE) {
            if (timestamp < 0) {
                throw new DecodeException(Reason.NO_ROWTIME, 0, "the record has no timestamp").within(name);
            }
            return;
        }
        RowData row = part == Part.KEY ? key : value;
        if (row == null) {
            // The deletion of a row of which nothing but the key is known.
            return;
        }
        if (row.isNullAt(field)) {
            throw new DecodeException(Reason.NO_ROWTIME, 0).within(name);
        }
        long millis = precision == MILLISECONDS
                ? row.getLong(field)
                : row.getTimestamp(field, precision).getMillisecond();
        long reference = timestamp < 0 ? System.currentTimeMillis() : timestamp;
        if (millis < 0 || millis - reference > maxAhead.toMillis()) {
            throw new DecodeException(
                            Reason.ABSURD_ROWTIME, 0, told(millis) + ", and the record is of " + told(reference))
                    .within(name);
        }
    }

    private static String told(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
