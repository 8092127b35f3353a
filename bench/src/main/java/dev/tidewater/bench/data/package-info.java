/** The records that works of the benchmark read, made fast and from a seed, and what must come of them, worked out without Flink. */
@NullMarked
package dev.tidewater.bench.data;

import org.jspecify.annotations.NullMarked;
