package dev.tidewater.engine.check.rules;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.iceberg.TableProperties;

/** Properties that Iceberg's tables know. */
final class IcebergProperties {
    /** Those of Iceberg itself, read from its class of them, and those of its sink and source for Flink. */
    static final Set<String> KNOWN = known();

    /** Spaces of names in which Iceberg has all names for itself. */
    private static final List<String> RESERVED =
            List.of("write.", "read.", "commit.", "history.", "gc.", "compatibility.", "encryption.");

    /** What a user names of it: a column, a table of locks. */
    private static final List<String> OPEN = List.of(
            "write.parquet.bloom-filter-",
            "write.parquet.stats-enabled.column.",
            "write.metadata.metrics.column.",
            "flink-maintenance.");

    private IcebergProperties() {}

    static boolean isKnown(String key) {
        return KNOWN.contains(key) || OPEN.stream().anyMatch(key::startsWith);
    }

    static boolean isReserved(String key) {
        return RESERVED.stream().anyMatch(key::startsWith);
    }

    private static Set<String> known() {
        Set<String> known = new TreeSet<>(List.of(
                "write-format",
                "target-file-size-bytes",
                "compression-codec",
                "compression-level",
                "compression-strategy",
                "upsert-enabled",
                "overwrite-enabled",
                "distribution-mode",
                "branch",
                "write-parallelism",
                "equality-field-columns",
                "location",
                "comment",
                "format-version",
                "catalog-name",
                "catalog-type",
                "catalog-database",
                "catalog-table",
                "snapshot-id",
                "tag",
                "start-tag",
                "end-tag",
                "case-sensitive",
                "as-of-timestamp",
                "starting-strategy",
                "start-snapshot-timestamp",
                "start-snapshot-id",
                "end-snapshot-id",
                "split-size",
                "split-lookback",
                "split-file-open-cost",
                "streaming",
                "monitor-interval",
                "include-column-stats",
                "max-planning-snapshot-count",
                "limit",
                "max-allowed-planning-failures",
                "watermark-column",
                "watermark-column-time-unit",
                "uri",
                "warehouse",
                "io-impl",
                "write.sort-order",
                "table-refresh-interval"));
        for (Field field : TableProperties.class.getFields()) {
            String value =
                    Modifier.isStatic(field.getModifiers()) && field.getType() == String.class ? text(field) : "";
            if (value.contains(".")) {
                known.add(value);
            }
        }
        known.removeIf(key -> key.endsWith("."));
        return Set.copyOf(known);
    }

    private static String text(Field field) {
        try {
            return String.valueOf(field.get(null));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
