/** Pipelines on their target: started, watched, stopped, and brought back from their last checkpoint. */
@NullMarked
package dev.tidewater.engine.deploy;

import org.jspecify.annotations.NullMarked;
