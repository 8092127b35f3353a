/** Works done side by side by Tidewater and its peers: what they cost, and whether what came out is right. */
@NullMarked
package dev.tidewater.bench;

import org.jspecify.annotations.NullMarked;
