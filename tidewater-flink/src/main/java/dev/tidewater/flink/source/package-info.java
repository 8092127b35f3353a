/** Flink's Kafka connector, taught to read of each record only what a query wants. */
@NullMarked
package dev.tidewater.flink.source;

import org.jspecify.annotations.NullMarked;
