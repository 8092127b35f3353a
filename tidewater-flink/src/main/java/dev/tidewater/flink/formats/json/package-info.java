/** JSON, read from its bytes into Flink's rows and written from them without a tree in between; and JSON Schema. */
@NullMarked
package dev.tidewater.flink.formats.json;

import org.jspecify.annotations.NullMarked;
