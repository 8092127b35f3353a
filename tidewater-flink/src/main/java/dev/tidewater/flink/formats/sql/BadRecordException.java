package dev.tidewater.flink.formats.sql;

import dev.tidewater.flink.formats.DecodeException;
import java.io.IOException;

/**
 * A record cannot become a row, and asking again will not change that. A reader that knows of this exception may set the
 * record aside; to all others it says which topic, why, and in which field.
 */
public final class BadRecordException extends IOException {
    private static final long serialVersionUID = 1;

    private final DecodeException fault;

    BadRecordException(DecodeException fault, RecordFormat format) {
        super("a record of " + format + " cannot be decoded: " + fault.getMessage(), fault);
        this.fault = fault;
    }

    public DecodeException fault() {
        return fault;
    }
}
