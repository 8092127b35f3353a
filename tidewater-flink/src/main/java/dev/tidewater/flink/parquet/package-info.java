/** A Parquet writer for Iceberg that fills columns straight from Flink's rows, and leaves pages, footer and indexes to Parquet's own classes. */
@NullMarked
package dev.tidewater.flink.parquet;

import org.jspecify.annotations.NullMarked;
