/** What a user does, done to the built distribution by its launcher, and what must come of it. */
@NullMarked
package dev.tidewater.dist;

import org.jspecify.annotations.NullMarked;
