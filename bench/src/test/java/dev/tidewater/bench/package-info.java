/** Figures: what is ours beside what it replaces. */
@NullMarked
package dev.tidewater.bench;

import org.jspecify.annotations.NullMarked;
