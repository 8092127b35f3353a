/** Lake tables as they are on the object store, read without Flink. */
@NullMarked
package dev.tidewater.engine.tables;

import org.jspecify.annotations.NullMarked;
