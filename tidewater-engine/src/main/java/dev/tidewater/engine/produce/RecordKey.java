package dev.tidewater.engine.produce;

import java.util.List;

/**
 * Which fields make the record's key.
 *
 * @param fields top-level fields; exactly one for {@link Encoding#STRING}
 */
public record RecordKey(List<String> fields, Encoding encoding) {
    /** How the key is written. */
    public enum Encoding {
        /** The field's text in UTF-8, as Flink's {@code raw} key format reads it. */
        STRING,
        /** An object of the key fields, as Flink's {@code json} key format reads it. */
        JSON
    }

    public RecordKey {
        fields = List.copyOf(fields);
        if (fields.isEmpty()) {
            throw new IllegalArgumentException("a key needs a field");
        }
    }
}
