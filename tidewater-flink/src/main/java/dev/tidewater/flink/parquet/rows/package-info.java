/** Rows of Flink taken apart into columns: a tree of steps, made once for a schema, that knows position and levels of each value. */
@NullMarked
package dev.tidewater.flink.parquet.rows;

import org.jspecify.annotations.NullMarked;
