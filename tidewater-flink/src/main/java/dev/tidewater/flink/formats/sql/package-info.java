/** The formats that a table's options name: {@code tidewater-avro}, {@code tidewater-protobuf}, and Debezium's events in both. */
@NullMarked
package dev.tidewater.flink.formats.sql;

import org.jspecify.annotations.NullMarked;
