package dev.tidewater.engine.stack;

import java.util.Locale;

/** The ports of one stack, all on loopback. Chosen free on first use, then kept, so that clients may remember them. */
public enum StackPort {
    KAFKA,
    KAFKA_CONTROLLER,
    SCHEMA_REGISTRY,
    S3,
    CATALOG,
    FLINK,
    FLINK_RPC,
    METRICS_JOBMANAGER,
    METRICS_TASKMANAGER,
    CONTROL;

    /** As written in {@code tidewater.yaml} and in messages. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
