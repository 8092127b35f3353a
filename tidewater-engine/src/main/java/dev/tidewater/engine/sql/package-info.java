/** From script to statements to a compiled pipeline. The only user of Flink's planner, by its public API. */
@NullMarked
package dev.tidewater.engine.sql;

import org.jspecify.annotations.NullMarked;
