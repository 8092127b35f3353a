/** Writes lake tables: Iceberg's sink for Flink, with files written by us where we can. */
@NullMarked
package dev.tidewater.flink.lake;

import org.jspecify.annotations.NullMarked;
