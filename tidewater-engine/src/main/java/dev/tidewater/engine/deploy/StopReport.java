package dev.tidewater.engine.deploy;

/**
 * What {@code stop} did.
 *
 * @param savepoint where the pipeline continues from when it is run again
 */
public record StopReport(String pipeline, String savepoint) {}
