package dev.tidewater.engine.dead;

import java.time.Instant;

/**
 * That a record was sent to its topic again.
 *
 * @param at when, the last time
 * @param edited whether its value was another then
 */
public record Replayed(Instant at, boolean edited) {}
