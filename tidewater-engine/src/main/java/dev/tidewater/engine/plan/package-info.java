/** Compares two compiled plans, operator by operator, and carries the ids of the old one over to the new one. Does nothing else. */
@NullMarked
package dev.tidewater.engine.plan;

import org.jspecify.annotations.NullMarked;
