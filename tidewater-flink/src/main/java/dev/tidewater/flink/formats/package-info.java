/** Bytes of a Kafka record to rows of a table and back, whatever the format: framing, schemas by id, what damage is. */
@NullMarked
package dev.tidewater.flink.formats;

import org.jspecify.annotations.NullMarked;
