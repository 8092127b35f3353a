/** The formats that a table's options name: {@code tidewater-avro} and {@code tidewater-debezium-avro}. */
@NullMarked
package dev.tidewater.flink.formats.sql;

import org.jspecify.annotations.NullMarked;
