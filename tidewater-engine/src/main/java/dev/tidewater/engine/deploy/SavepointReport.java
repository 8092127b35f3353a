package dev.tidewater.engine.deploy;

import java.time.Instant;

/**
 * A savepoint that was taken or deleted.
 *
 * @param id as {@code rollback --to} takes it
 * @param at when it was taken
 * @param by who wanted it
 */
public record SavepointReport(String pipeline, String id, String path, Instant at, String by, Fate fate) {
    /** What has become of it. KEPT: it would be deleted if somebody said so. */
    public enum Fate {
        TAKEN,
        KEPT,
        DELETED
    }
}
