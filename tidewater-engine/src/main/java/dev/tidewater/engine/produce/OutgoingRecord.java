package dev.tidewater.engine.produce;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record as it goes over the wire.
 *
 * @param timestamp epoch milliseconds; the moment of sending if null
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; copying every value would cost more than it protects
record OutgoingRecord(
        byte @Nullable [] key, byte[] value, @Nullable Long timestamp, Map<String, String> headers) {
    long bytes() {
        return value.length + (key == null ? 0L : key.length);
    }
}
