/** Tells what is wrong with scripts before they run. */
@NullMarked
package dev.tidewater.engine.check;

import org.jspecify.annotations.NullMarked;
