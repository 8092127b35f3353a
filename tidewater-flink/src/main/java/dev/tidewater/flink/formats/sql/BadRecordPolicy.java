package dev.tidewater.flink.formats.sql;

import dev.tidewater.flink.formats.DecodeException;
import java.io.IOException;

/** What becomes of a record that cannot be decoded. */
public enum BadRecordPolicy {
    /** The job fails, and says which topic, why, and in which field. */
    FAIL {
        @Override
        void apply(DecodeException fault, RecordFormat format) throws IOException {
            throw new IOException("a record of " + format + " cannot be decoded: " + fault.getMessage(), fault);
        }
    };

    /** Returns if the record is to be passed over. */
    abstract void apply(DecodeException fault, RecordFormat format) throws IOException;
}
