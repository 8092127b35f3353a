package dev.tidewater.flink.formats.json;

/** How a value is written, where its column alone does not say. */
enum Written {
    /** As its column says: text of ISO 8601 for times, a number for decimals. */
    AS_COLUMN,
    /** A time as Kafka Connect writes it, a number: days since 1970, milliseconds of the day or since 1970. */
    EPOCH,
    /** A decimal as Kafka Connect writes it, the bytes of its unscaled value in Base64. */
    UNSCALED,
    /** A decimal of which the schema says that it is a number, though Kafka Connect writes it as {@link #UNSCALED} as well. */
    NUMBER,
    /** Any JSON value, which the column holds as text. */
    ANY
}
