/** What rules look at: a script's statements as trees, its tables, and what Flink's planner makes of its INSERTs. */
@NullMarked
package dev.tidewater.engine.check.script;

import org.jspecify.annotations.NullMarked;
