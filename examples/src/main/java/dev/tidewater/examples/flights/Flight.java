package dev.tidewater.examples.flights;

import java.time.LocalDateTime;

/** @param delay minutes, negative if early */
record Flight(LocalDateTime time, long delay, long distance, String origin, String destination) {}
