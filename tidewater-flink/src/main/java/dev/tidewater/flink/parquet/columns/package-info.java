/** Columns of one row group: values in arrays, their levels, dictionary and bounds, and the pages that are made of them. */
@NullMarked
package dev.tidewater.flink.parquet.columns;

import org.jspecify.annotations.NullMarked;
