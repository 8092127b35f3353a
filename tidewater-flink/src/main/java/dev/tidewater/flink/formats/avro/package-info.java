/** Avro's binary encoding, read into Flink's rows and written from them without generic records in between. */
@NullMarked
package dev.tidewater.flink.formats.avro;

import org.jspecify.annotations.NullMarked;
