package dev.tidewater.flink.source;

import dev.tidewater.flink.formats.DecodeException;
import dev.tidewater.flink.formats.DecodeException.Reason;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.util.TimeWindowUtil;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;
import org.jspecify.annotations.Nullable;

/**
 * A row's time as far as it must be right: one that is missing stops windows, one far ahead closes them all, and every row
 * after it is late.
 *
 * @param part whether the field is one of the key's or of the value's
 * @param field its place in the row that is made of the part; -1 if the time is the record's timestamp
 * @param precision of a timestamp; -1 for milliseconds since 1970
 * @param zone in which it is meant, if it does not say itself
 * @param name of the field, for messages
 * @param maxAhead how far it may be after the record's timestamp
 */
record Rowtime(Part part, int field, int precision, ZoneId zone, String name, Duration maxAhead)
        implements Serializable {
    /** Parts of a record. */
    enum Part {
        KEY,
        VALUE
    }

    static Rowtime ofField(Part part, int field, LogicalType type, ZoneId zone, String name, Duration maxAhead) {
        boolean isTimestamp = type.is(LogicalTypeFamily.TIMESTAMP);
        if (!isTimestamp && !type.is(LogicalTypeRoot.BIGINT)) {
            throw new IllegalArgumentException(name + " is of type " + type.asSummaryString() + " and no time");
        }
        return new Rowtime(
                part,
                field,
                isTimestamp ? LogicalTypeChecks.getPrecision(type) : MILLISECONDS,
                type.is(LogicalTypeRoot.TIMESTAMP_WITHOUT_TIME_ZONE) ? zone : UTC,
                name,
                maxAhead);
    }

    static Rowtime ofRecord(Duration maxAhead) {
        return new Rowtime(Part.VALUE, NONE, MILLISECONDS, UTC, "$timestamp", maxAhead);
    }

    private static final int NONE = -1;
    private static final int MILLISECONDS = -1;
    private static final ZoneId UTC = ZoneId.of("UTC");

    /**
     * Milliseconds since 1970.
     *
     * @param value null for the deletion of a row, of which nothing but the key is known: it is of its record's time
     * @throws DecodeException if a row of that time would do harm
     */
    long of(@Nullable RowData key, @Nullable RowData value, long timestamp) throws DecodeException {
        RowData row = part == Part.KEY ? key : value;
        if (field == NONE || row == null) {
            if (timestamp < 0) {
                throw new DecodeException(Reason.NO_ROWTIME, 0, "the record has no timestamp").within("$timestamp");
            }
            return timestamp;
        }
        if (row.isNullAt(field)) {
            throw new DecodeException(Reason.NO_ROWTIME, 0).within(name);
        }
        long local = precision == MILLISECONDS
                ? row.getLong(field)
                : row.getTimestamp(field, precision).getMillisecond();
        long millis = TimeWindowUtil.toEpochMills(local, zone);
        long reference = timestamp < 0 ? System.currentTimeMillis() : timestamp;
        if (millis < 0 || millis - reference > maxAhead.toMillis()) {
            throw new DecodeException(
                            Reason.ABSURD_ROWTIME, 0, told(millis) + ", and the record is of " + told(reference))
                    .within(name);
        }
        return millis;
    }

    private static String told(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
