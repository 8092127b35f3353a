package dev.tidewater.engine.sql;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.table.types.logical.LogicalType;

/**
 * What a session knows of a table.
 *
 * @param path catalog, database, name
 * @param options of its WITH clause or its catalog; values as Flink has them, with addresses of the stack
 * @param primaryKey empty if it has none
 */
public record TableFacts(
        List<String> path,
        List<ColumnFacts> columns,
        List<String> primaryKey,
        List<String> partitionKeys,
        Optional<WatermarkFacts> watermark,
        Map<String, String> options) {
    /** @param kind physical, computed or metadata */
    public record ColumnFacts(String name, LogicalType type, Kind kind) {
        /** Where the values of a column come from. */
        public enum Kind {
            PHYSICAL,
            COMPUTED,
            METADATA
        }
    }

    /** @param expression SQL, as Flink prints it */
    public record WatermarkFacts(String column, String expression) {}

    public TableFacts {
        path = List.copyOf(path);
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
        partitionKeys = List.copyOf(partitionKeys);
        options = Map.copyOf(options);
    }

    public String catalog() {
        return path.get(0);
    }

    public String name() {
        return path.get(path.size() - 1);
    }

    /** As a user would write it: without the catalog and database that nobody chose. */
    public String shown() {
        return PlannerFault.shown(String.join(".", path));
    }

    public Optional<ColumnFacts> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    /** The value of an option, or nothing. */
    public Optional<String> option(String key) {
        return Optional.ofNullable(options.get(key));
    }

    /** The connector; Iceberg for every table of an Iceberg catalog, whose tables name none. */
    public String connector() {
        return options.getOrDefault("connector", "iceberg");
    }
}
