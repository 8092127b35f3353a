package dev.tidewater.engine.deploy;

import java.util.Optional;

/**
 * What {@code stop} did.
 *
 * @param savepoint where the pipeline continues from when it is run again; absent if it had no job that could take one,
 *     then it continues from its last checkpoint
 */
public record StopReport(String pipeline, Optional<String> savepoint) {}
