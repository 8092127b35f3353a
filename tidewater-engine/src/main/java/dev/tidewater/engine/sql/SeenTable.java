package dev.tidewater.engine.sql;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.catalog.CatalogBaseTable;
import org.apache.flink.table.catalog.CatalogTable;
import org.apache.flink.table.catalog.ObjectPath;
import org.apache.flink.table.expressions.Expression;
import org.apache.flink.table.expressions.SqlCallExpression;
import org.apache.flink.table.types.AbstractDataType;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.utils.LogicalTypeParser;

/**
 * A table as its catalog showed it once, in words that can be kept in a file.
 *
 * @param at when
 * @param name as users name it: catalog, database and table
 * @param watermark column and expression; empty if there is none
 */
record SeenTable(
        Instant at,
        List<String> name,
        String comment,
        List<SeenColumn> columns,
        List<String> watermark,
        List<String> primaryKey,
        List<String> partitionKeys,
        Map<String, String> options) {
    /**
     * @param type in SQL; empty if it is that of the expression
     * @param metadata key of the metadata; empty if the column is none
     * @param expression of a computed column; empty for any other
     */
    record SeenColumn(
            String name,
            Optional<String> type,
            Optional<String> metadata,
            boolean isVirtual,
            Optional<String> expression) {
        DataType dataType() {
            return DataTypes.of(LogicalTypeParser.parse(type.orElseThrow(), SeenTable.class.getClassLoader()));
        }
    }

    SeenTable {
        name = List.copyOf(name);
        columns = List.copyOf(columns);
        watermark = List.copyOf(watermark);
        primaryKey = List.copyOf(primaryKey);
        partitionKeys = List.copyOf(partitionKeys);
        options = new TreeMap<>(options);
        if (name.size() != 3 || columns.isEmpty() || watermark.size() % 2 != 0) {
            throw new IllegalArgumentException("no table");
        }
    }

    /** Nothing for what is no table, or has what no file can say. */
    static Optional<SeenTable> of(Instant at, String catalog, ObjectPath path, CatalogBaseTable shown) {
        if (!(shown instanceof CatalogTable table)) {
            return Optional.empty();
        }
        Schema schema = table.getUnresolvedSchema();
        try {
            List<String> watermark = new ArrayList<>();
            schema.getWatermarkSpecs().forEach(spec -> {
                watermark.add(spec.getColumnName());
                watermark.add(sql(spec.getWatermarkExpression()));
            });
            return Optional.of(new SeenTable(
                    at,
                    List.of(catalog, path.getDatabaseName(), path.getObjectName()),
                    Optional.ofNullable(table.getComment()).orElse(""),
                    schema.getColumns().stream().map(SeenTable::column).toList(),
                    watermark,
                    schema.getPrimaryKey()
                            .map(Schema.UnresolvedPrimaryKey::getColumnNames)
                            .orElse(List.of()),
                    table.getPartitionKeys(),
                    table.getOptions()));
        } catch (UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    ObjectPath path() {
        return new ObjectPath(name.get(1), name.get(2));
    }

    CatalogTable table() {
        Schema.Builder schema = Schema.newBuilder();
        for (SeenColumn column : columns) {
            if (column.expression().isPresent()) {
                schema.columnByExpression(column.name(), column.expression().get());
            } else if (column.metadata().isPresent()) {
                schema.columnByMetadata(
                        column.name(), column.dataType(), column.metadata().get(), column.isVirtual());
            } else {
                schema.column(column.name(), column.dataType());
            }
        }
        if (!watermark.isEmpty()) {
            schema.watermark(watermark.get(0), watermark.get(1));
        }
        if (!primaryKey.isEmpty()) {
            schema.primaryKey(primaryKey);
        }
        return CatalogTable.newBuilder()
                .schema(schema.build())
                .comment(comment)
                .partitionKeys(partitionKeys)
                .options(options)
                .build();
    }

    private static SeenColumn column(Schema.UnresolvedColumn column) {
        Optional<String> none = Optional.empty();
        if (column instanceof Schema.UnresolvedComputedColumn computed) {
            return new SeenColumn(column.getName(), none, none, false, Optional.of(sql(computed.getExpression())));
        }
        if (column instanceof Schema.UnresolvedMetadataColumn metadata) {
            String key = Optional.ofNullable(metadata.getMetadataKey()).orElse(column.getName());
            return new SeenColumn(
                    column.getName(),
                    Optional.of(sql(metadata.getDataType())),
                    Optional.of(key),
                    metadata.isVirtual(),
                    none);
        }
        if (column instanceof Schema.UnresolvedPhysicalColumn physical) {
            return new SeenColumn(column.getName(), Optional.of(sql(physical.getDataType())), none, false, none);
        }
        throw new UnsupportedOperationException("a column of type " + column.getClass());
    }

    private static String sql(AbstractDataType<?> type) {
        if (type instanceof DataType resolved) {
            return asSql(resolved);
        }
        throw new UnsupportedOperationException("type " + type + " is not resolved");
    }

    private static String asSql(DataType type) {
        try {
            return type.getLogicalType().asSerializableString();
        } catch (RuntimeException e) {
            throw new UnsupportedOperationException("type " + type + " has no name in SQL", e);
        }
    }

    private static String sql(Expression expression) {
        if (expression instanceof SqlCallExpression call) {
            return call.getSqlExpression();
        }
        throw new UnsupportedOperationException("expression " + expression + " is not SQL");
    }
}
