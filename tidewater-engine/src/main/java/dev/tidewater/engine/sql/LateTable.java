package dev.tidewater.engine.sql;

import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;

/**
 * Lake table {@code late.TOPIC}: rows of a topic, each with a window that it came too late for. It has the columns of the
 * topic's table, all nullable, and grows with them.
 */
final class LateTable {
    private static final Map<String, String> OURS = new LinkedHashMap<>();

    static {
        OURS.put("$window_start", "TIMESTAMP(6)");
        OURS.put("$window_end", "TIMESTAMP(6)");
        OURS.put("$window", "STRING");
        OURS.put("$pipeline", "STRING");
        OURS.put("$rowtime", "TIMESTAMP_LTZ(6)");
        OURS.put("$partition", "INT");
        OURS.put("$offset", "BIGINT");
    }

    private final String name;
    private final List<String> columns;

    private LateTable(String name, List<String> columns) {
        this.name = name;
        this.columns = columns;
    }

    /**
     * Late rows of some windows.
     *
     * @param table that has them
     * @param start column of the missed window's start
     */
    record Branch(String table, String window, String start, String end, String pipeline) {}

    static LateTable prepare(TableEnvironment environment, String topic, List<Column> columns) {
        String name =
                Session.LAKE + "." + LateRows.DATABASE + "." + TableName.quoted(List.of(TopicNames.inLake(topic)));
        Map<String, String> wanted = new LinkedHashMap<>(OURS);
        for (Column column : columns) {
            if (column.isPhysical()) {
                lakeType(column.getDataType().getLogicalType()).ifPresent(type -> wanted.put(column.getName(), type));
            }
        }
        environment.executeSql("CREATE DATABASE IF NOT EXISTS " + Session.LAKE + "." + LateRows.DATABASE);
        environment.executeSql("CREATE TABLE IF NOT EXISTS " + name + " (" + declared(wanted)
                // Pipelines with windows over the same topic write to the same table, at the same time.
                + ") WITH ('commit.retry.num-retries' = '20', 'commit.retry.min-wait-ms' = '20')");
        grow(environment, name, wanted);
        return new LateTable(name, List.copyOf(wanted.keySet()));
    }

    private static void grow(TableEnvironment environment, String name, Map<String, String> wanted) {
        Map<String, LogicalType> present = environment.from(name).getResolvedSchema().getColumns().stream()
                .collect(Collectors.toMap(
                        Column::getName, column -> column.getDataType().getLogicalType()));
        Map<String, String> missing = new LinkedHashMap<>(wanted);
        missing.keySet().removeAll(present.keySet());
        if (!missing.isEmpty()) {
            environment.executeSql("ALTER TABLE " + name + " ADD (" + declared(missing) + ")");
        }
        wanted.forEach((column, type) -> {
            LogicalType known = present.get(column);
            if (known != null && !lakeType(known).equals(Optional.of(type))) {
                throw new TidewaterException(
                        ErrorCode.USAGE,
                        "late rows cannot be kept: column \"" + column + "\" of " + name + " is "
                                + known.asSummaryString() + ", and the topic's is now " + type,
                        "rename the table, and a new one is made: tidewater sql -c 'ALTER TABLE " + name
                                + " RENAME TO …'",
                        null);
            }
        });
    }

    String insert(List<Branch> branches) {
        List<String> selects = new ArrayList<>();
        for (Branch branch : branches) {
            List<String> values = new ArrayList<>();
            for (String column : columns) {
                values.add(
                        switch (column) {
                            case "$window_start" -> quoted(branch.start());
                            case "$window_end" -> quoted(branch.end());
                            case "$window" -> literal(told(branch.window()));
                            case "$pipeline" -> literal(branch.pipeline());
                            default -> quoted(column);
                        });
            }
            selects.add("SELECT " + String.join(", ", values) + " FROM " + branch.table());
        }
        return "INSERT INTO " + name + " ("
                + String.join(", ", columns.stream().map(LateTable::quoted).toList()) + ") "
                + String.join(" UNION ALL ", selects);
    }

    /** {@code TUMBLE 1 min}, of {@code TUMBLE 60000 0}. */
    static String told(String window) {
        String[] words = window.split(" ");
        StringBuilder told = new StringBuilder(words[0]);
        boolean hasOffset = !words[0].equals("SESSION");
        for (int i = 1; i < words.length; i++) {
            if (!(hasOffset && i == words.length - 1 && words[i].equals("0"))) {
                told.append(' ').append(Duration.ofMillis(Long.parseLong(words[i])));
            }
        }
        return told.toString();
    }

    private static String declared(Map<String, String> columns) {
        return columns.entrySet().stream()
                .map(column -> quoted(column.getKey()) + " " + column.getValue())
                .collect(Collectors.joining(", "));
    }

    /** The nearest type that Iceberg has; nothing for a column that is always null. */
    private static Optional<String> lakeType(LogicalType type) {
        return switch (type.getTypeRoot()) {
            case NULL -> Optional.empty();
            case TINYINT, SMALLINT -> Optional.of("INT");
            case CHAR, VARCHAR -> Optional.of("STRING");
            case VARBINARY -> Optional.of("BYTES");
            case TIME_WITHOUT_TIME_ZONE -> Optional.of("TIME(0)");
            case TIMESTAMP_WITHOUT_TIME_ZONE -> Optional.of("TIMESTAMP(6)");
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> Optional.of("TIMESTAMP_LTZ(6)");
            case ARRAY -> lakeType(((ArrayType) type).getElementType()).map(element -> "ARRAY<" + element + ">");
            case MAP -> {
                Optional<String> key = lakeType(((MapType) type).getKeyType());
                Optional<String> value = lakeType(((MapType) type).getValueType());
                yield key.isPresent() && value.isPresent()
                        ? Optional.of("MAP<" + key.get() + ", " + value.get() + ">")
                        : Optional.empty();
            }
            case ROW -> row((RowType) type);
            default -> Optional.of(type.copy(true).asSerializableString());
        };
    }

    private static Optional<String> row(RowType type) {
        List<String> fields = new ArrayList<>();
        for (RowType.RowField field : type.getFields()) {
            Optional<String> inLake = lakeType(field.getType());
            if (inLake.isEmpty() || field.getType().is(LogicalTypeRoot.NULL)) {
                return Optional.empty();
            }
            fields.add(quoted(field.getName()) + " " + inLake.get());
        }
        return Optional.of("ROW<" + String.join(", ", fields) + ">");
    }

    private static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
