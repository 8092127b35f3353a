/** The example flights: the tables that must come of the files, computed from the files. */
@NullMarked
package dev.tidewater.examples.flights;

import org.jspecify.annotations.NullMarked;
