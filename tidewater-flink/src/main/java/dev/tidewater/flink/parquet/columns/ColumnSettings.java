package dev.tidewater.flink.parquet.columns;

/**
 * What a table's properties say about the pages of a column.
 *
 * @param pageBytes bytes of values at which a page ends, before encoding and compression
 * @param pageRows rows at which a page ends
 * @param dictionaryBytes what the page of a dictionary may take; 0 for no dictionary
 * @param leastRows rows between two looks at the size of a page
 * @param statistics whether bounds and counts of nulls are kept
 */
public record ColumnSettings(long pageBytes, int pageRows, long dictionaryBytes, int leastRows, Statistics statistics) {
    /** Whether a column has statistics; without them neither footer nor indexes say anything of its values. */
    public enum Statistics {
        KEPT,
        NONE
    }
}
