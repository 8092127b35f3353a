/** Ends a child JVM when its parent ends, whatever ended the parent. JDK only: it stands on every service's class path. */
@NullMarked
package dev.tidewater.lifeline;

import org.jspecify.annotations.NullMarked;
