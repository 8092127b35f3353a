/** Catalog {@code kafka}: every topic of a cluster as a table, its columns taken from the schema registry. */
@NullMarked
package dev.tidewater.flink.catalog;

import org.jspecify.annotations.NullMarked;
