/** How values of ours become JSON, in files and on the wire: one mapper, kebab-case names, ISO-8601 times. */
@NullMarked
package dev.tidewater.engine.json;

import org.jspecify.annotations.NullMarked;
