/** Tests of pipelines: given rows go through real topics and the real engine into real tables, and are compared. */
@NullMarked
package dev.tidewater.engine.testing;

import org.jspecify.annotations.NullMarked;
