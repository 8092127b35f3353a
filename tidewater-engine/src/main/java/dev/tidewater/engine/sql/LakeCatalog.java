package dev.tidewater.engine.sql;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidewater.engine.json.Json;
import dev.tidewater.flink.lake.LakeTableFactory;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.catalog.CatalogTable;
import org.apache.flink.table.catalog.ObjectPath;
import org.apache.flink.table.catalog.exceptions.TableNotExistException;
import org.apache.flink.table.factories.Factory;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.flink.CatalogLoader;
import org.apache.iceberg.flink.FlinkCatalog;
import org.apache.iceberg.flink.FlinkCatalogFactory;

/**
 * Iceberg's catalog, whose tables look the same each time one looks. Iceberg 1.11.0 names the primary key of a table anew,
 * by a random UUID, whenever the table is asked for; Flink holds the one in a compiled plan against the one in the
 * catalog and refuses to load the plan.
 */
final class LakeCatalog extends FlinkCatalog {
    private static final String SOURCE = "src-catalog";
    private static final String DATABASE = "catalog-database";

    private final String base;
    private final LakeTableFactory tables;

    private LakeCatalog(String name, Map<String, String> properties) {
        this(name, properties, loader(name, properties));
    }

    private LakeCatalog(String name, Map<String, String> properties, CatalogLoader loader) {
        super(
                name,
                FlinkCatalogFactory.DEFAULT_DATABASE_NAME,
                base(properties),
                loader,
                properties,
                // A cached table would answer with yesterday's snapshot.
                false,
                -1);
        this.base = base(properties).toString();
        Namespace levels = base(properties);
        this.tables = new LakeTableFactory(this, loader, path -> identifier(levels, path));
    }

    private static TableIdentifier identifier(Namespace base, ObjectPath path) {
        String[] levels = Arrays.copyOf(base.levels(), base.length() + 1);
        levels[base.length()] = path.getDatabaseName();
        return TableIdentifier.of(Namespace.of(levels), path.getObjectName());
    }

    @Override
    public Optional<Factory> getFactory() {
        return Optional.of(tables);
    }

    private static Namespace base(Map<String, String> properties) {
        String base = properties.getOrDefault(FlinkCatalogFactory.BASE_NAMESPACE, "");
        return base.isEmpty() ? Namespace.empty() : Namespace.of(base.split("\\."));
    }

    static LakeCatalog of(String name, Map<String, String> properties) {
        return new LakeCatalog(name, properties);
    }

    /** A folder can be a lake, too: enough for whoever only plans. Nothing else is Hadoop's but the type that is carried along. */
    private static CatalogLoader loader(String name, Map<String, String> properties) {
        Configuration nothing = new Configuration(false);
        return FlinkCatalogFactory.ICEBERG_CATALOG_TYPE_HADOOP.equals(
                        properties.get(FlinkCatalogFactory.ICEBERG_CATALOG_TYPE))
                ? CatalogLoader.hadoop(name, nothing, properties)
                : CatalogLoader.rest(name, nothing, properties);
    }

    @Override
    public CatalogTable getTable(ObjectPath path) throws TableNotExistException {
        CatalogTable table = found(super.getTable(path));
        return table.getUnresolvedSchema()
                .getPrimaryKey()
                .map(key -> withKeyNamedByItsColumns(table, key))
                .orElse(table);
    }

    /**
     * A plan finds its tables by the options of each, and these leave out the base. Levels are joined there by dots, as the
     * catalog of the stack keeps them.
     */
    private CatalogTable found(CatalogTable table) {
        String source = table.getOptions().get(SOURCE);
        if (base.isEmpty() || source == null) {
            return table;
        }
        ObjectNode json = (ObjectNode) Json.tree(source);
        json.put(DATABASE, base + "." + json.path(DATABASE).asText());
        if (json.path("catalog-props") instanceof ObjectNode properties) {
            properties.remove(FlinkCatalogFactory.BASE_NAMESPACE);
        }
        Map<String, String> options = new HashMap<>(table.getOptions());
        options.put(SOURCE, json.toString());
        return table.copy(options);
    }

    private static CatalogTable withKeyNamedByItsColumns(CatalogTable table, Schema.UnresolvedPrimaryKey key) {
        return CatalogTable.newBuilder()
                .schema(Schema.newBuilder()
                        .fromColumns(table.getUnresolvedSchema().getColumns())
                        .primaryKeyNamed("PK_" + String.join("_", key.getColumnNames()), key.getColumnNames())
                        .build())
                .comment(table.getComment())
                .partitionKeys(table.getPartitionKeys())
                .options(table.getOptions())
                .build();
    }
}
