/** One class a rule; {@code docs/rules} has a page for each. */
@NullMarked
package dev.tidewater.engine.check.rules;

import org.jspecify.annotations.NullMarked;
