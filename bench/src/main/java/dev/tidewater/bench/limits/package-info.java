/** Parts of works without all that is around them: nothing that does the whole can cost less. */
@NullMarked
package dev.tidewater.bench.limits;

import org.jspecify.annotations.NullMarked;
