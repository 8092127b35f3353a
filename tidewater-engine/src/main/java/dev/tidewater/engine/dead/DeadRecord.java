package dev.tidewater.engine.dead;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All of a record that could not be decoded. Bytes are Base64 in JSON.
 *
 * @param letter stands at the top level in JSON
 * @param headers in their order; a name may be there several times
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; values may have megabytes
public record DeadRecord(
        String topic,
        @JsonUnwrapped DeadLetter letter,
        List<Header> headers,
        byte @Nullable [] key,
        byte @Nullable [] value) {
    public DeadRecord {
        headers = List.copyOf(headers);
    }

    DeadRecord withValue(byte[] other) {
        return new DeadRecord(topic, letter, headers, key, other);
    }

    /** One header; its value may be absent. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Header(String key, byte @Nullable [] value) {}
}
