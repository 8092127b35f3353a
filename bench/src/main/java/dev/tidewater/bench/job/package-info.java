/** What a process does around the job that it measures. The JDK only, for it runs inside every peer. */
@NullMarked
package dev.tidewater.bench.job;

import org.jspecify.annotations.NullMarked;
