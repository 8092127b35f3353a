/** The formats that a table's options name: Avro, JSON, Protobuf, and Debezium's events in each of them. */
@NullMarked
package dev.tidewater.flink.formats.sql;

import org.jspecify.annotations.NullMarked;
