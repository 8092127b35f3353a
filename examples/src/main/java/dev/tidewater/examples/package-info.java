/** What the example projects must end in: tables computed in plain Java, to hold the ones in the lake against. */
@NullMarked
package dev.tidewater.examples;

import org.jspecify.annotations.NullMarked;
