/** Starts the broker of the local stack. */
@NullMarked
package dev.tidewater.kafka;

import org.jspecify.annotations.NullMarked;
