package dev.tidewater.flink.formats.avro;

/** How closely fields are looked at of which nothing is wanted. */
public enum SkippedFields {
    /** As closely as the others: whether a record is damaged does not depend on the columns a query reads. */
    CHECKED,
    /** Only as far as it takes to find their end: lengths and indexes, but no encoding, range or null. */
    PASSED_OVER
}
