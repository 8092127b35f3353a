/** The services of the local target: real ones, each a child JVM, started in parallel and supervised. */
@NullMarked
package dev.tidewater.engine.stack;

import org.jspecify.annotations.NullMarked;
