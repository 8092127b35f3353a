/** Records that no pipeline could decode: what the lake keeps of them, and sending them to their topic again, once. */
@NullMarked
package dev.tidewater.engine.dead;

import org.jspecify.annotations.NullMarked;
