/** Jobs of Flink in a process of their own: ours as the product compiles them, and stock Flink SQL. */
@NullMarked
package dev.tidewater.bench.flink;

import org.jspecify.annotations.NullMarked;
