/**
 * The Iceberg REST catalog of the local stack, one process: Jetty in front, Iceberg's own catalog handlers in the middle,
 * an SQLite file that holds the pointers to the tables' metadata behind.
 */
@NullMarked
package dev.tidewater.icebergrest;

import org.jspecify.annotations.NullMarked;
