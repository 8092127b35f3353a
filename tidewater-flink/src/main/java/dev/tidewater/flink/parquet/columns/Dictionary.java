package dev.tidewater.flink.parquet.columns;

/** The distinct values of a column chunk, numbered in the order in which they were met. */
abstract class Dictionary {
    abstract int size();

    /** Bytes of all entries in the dictionary's page. */
    abstract long entryBytes();

    /** Bytes of the arrays behind it. */
    abstract long memory();

    /** Writes the first so many entries, as PLAIN has them. */
    abstract void write(int count, Bytes out);
}
