package dev.tidewater.engine.sql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.catalog.CatalogBaseTable;
import org.apache.flink.table.catalog.CatalogTable;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.ObjectPath;
import org.apache.flink.table.catalog.ResolvedCatalogTable;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.catalog.UniqueConstraint;
import org.apache.flink.table.catalog.exceptions.TableNotExistException;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.jspecify.annotations.Nullable;

/** What a session knows of its tables. Each is looked up once, until the session is told to forget: catalogs may be far. */
final class TableLookup {
    private final TableEnvironment environment;
    private final Map<List<String>, Map<String, String>> temporary = new HashMap<>();
    private final Map<List<String>, Optional<TableFacts>> known = new HashMap<>();

    TableLookup(TableEnvironment environment) {
        this.environment = environment;
    }

    /** @param path catalog, database, name */
    Optional<TableFacts> of(List<String> path) {
        return known.computeIfAbsent(path, this::look);
    }

    /** Options of a temporary table, which no catalog tells. */
    void temporary(List<String> path, Map<String, String> options) {
        temporary.put(path, options);
    }

    /** To be called before a statement may change a table. */
    void forget() {
        known.clear();
    }

    /** A table of the lake as CREATE TABLE declared it, with types as the lake would have them. */
    static TableFacts declared(List<String> path, ResolvedCatalogTable table) {
        List<TableFacts.ColumnFacts> columns = table.getResolvedSchema().getColumns().stream()
                .filter(Column::isPhysical)
                .map(column -> new TableFacts.ColumnFacts(
                        column.getName(),
                        inLake(column.getDataType().getLogicalType()),
                        TableFacts.ColumnFacts.Kind.PHYSICAL))
                .toList();
        List<String> key = table.getResolvedSchema()
                .getPrimaryKey()
                .map(UniqueConstraint::getColumns)
                .orElse(List.of());
        return new TableFacts(path, columns, key, table.getPartitionKeys(), Optional.empty(), table.getOptions());
    }

    /** Iceberg has fewer types than Flink: it keeps TIMESTAMP(3) as TIMESTAMP(6), and VARCHAR(20) as STRING. */
    private static LogicalType inLake(LogicalType type) {
        try {
            return FlinkSchemaUtil.convert(FlinkSchemaUtil.convert(type)).copy(type.isNullable());
        } catch (UnsupportedOperationException e) {
            return type;
        }
    }

    private Optional<TableFacts> look(List<String> path) {
        try {
            String quoted = path.stream()
                    .map(part -> "`" + part.replace("`", "``") + "`")
                    .collect(Collectors.joining("."));
            ResolvedSchema schema = environment.from(quoted).getResolvedSchema();
            Map<String, String> options = temporary.get(path);
            Optional<CatalogBaseTable> stored = options == null ? stored(path) : Optional.empty();
            return Optional.of(facts(
                    path,
                    schema,
                    described(quoted),
                    options == null ? stored.map(CatalogBaseTable::getOptions).orElse(Map.of()) : options,
                    stored.filter(CatalogTable.class::isInstance)
                            .map(table -> ((CatalogTable) table).getPartitionKeys())
                            .orElse(List.of())));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    /** A row for each column: name, type, null, key, extras, watermark. Only DESCRIBE tells all of these of any table. */
    private List<Row> described(String quoted) {
        List<Row> rows = new ArrayList<>();
        try (CloseableIterator<Row> all =
                environment.executeSql("DESCRIBE " + quoted).collect()) {
            all.forEachRemaining(rows::add);
            return rows;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Optional<CatalogBaseTable> stored(List<String> path) {
        try {
            return Optional.of(environment
                    .getCatalog(path.get(0))
                    .orElseThrow()
                    .getTable(new ObjectPath(path.get(1), path.get(2))));
        } catch (TableNotExistException e) {
            return Optional.empty();
        }
    }

    private static TableFacts facts(
            List<String> path,
            ResolvedSchema schema,
            List<Row> described,
            Map<String, String> options,
            List<String> partitionKeys) {
        List<TableFacts.ColumnFacts> columns = new ArrayList<>();
        List<String> key = new ArrayList<>();
        Optional<TableFacts.WatermarkFacts> watermark = Optional.empty();
        for (int i = 0; i < described.size(); i++) {
            Row row = described.get(i);
            String name = String.valueOf(row.getField(0));
            LogicalType type = schema.getColumnDataTypes().get(i).getLogicalType();
            columns.add(new TableFacts.ColumnFacts(name, type, kind(row.getField(4))));
            if (row.getField(3) != null) {
                key.add(name);
            }
            if (row.getField(5) != null) {
                watermark = Optional.of(new TableFacts.WatermarkFacts(name, String.valueOf(row.getField(5))));
            }
        }
        return new TableFacts(path, columns, key, partitionKeys, watermark, options);
    }

    private static TableFacts.ColumnFacts.Kind kind(@Nullable Object extras) {
        if (extras == null) {
            return TableFacts.ColumnFacts.Kind.PHYSICAL;
        }
        return extras.toString().startsWith("METADATA")
                ? TableFacts.ColumnFacts.Kind.METADATA
                : TableFacts.ColumnFacts.Kind.COMPUTED;
    }
}
