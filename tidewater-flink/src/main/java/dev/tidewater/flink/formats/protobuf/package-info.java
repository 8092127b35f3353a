/** Protobuf messages to Flink's internal rows and back. */
@NullMarked
package dev.tidewater.flink.formats.protobuf;

import org.jspecify.annotations.NullMarked;
