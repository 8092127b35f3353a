/** The command line: each command parses, calls, renders. */
@NullMarked
package dev.tidewater.cli;

import org.jspecify.annotations.NullMarked;
