/** The supervisor of a local stack and the API by which commands reach it; thin over the engine. */
@NullMarked
package dev.tidewater.server;

import org.jspecify.annotations.NullMarked;
