/** The main job from end to end: the example shop, streamed into a stack of its own and checked. */
@NullMarked
package dev.tidewater.cli.demo;

import org.jspecify.annotations.NullMarked;
