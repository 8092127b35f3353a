package dev.tidewater.engine.sql;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.table.catalog.Catalog;
import org.apache.flink.table.catalog.CatalogBaseTable;
import org.apache.flink.table.catalog.CatalogDatabaseImpl;
import org.apache.flink.table.catalog.CatalogTable;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.GenericInMemoryCatalog;
import org.apache.flink.table.catalog.ObjectPath;
import org.apache.flink.table.catalog.ResolvedCatalogTable;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.catalog.UniqueConstraint;
import org.apache.flink.table.catalog.exceptions.DatabaseAlreadyExistException;
import org.apache.flink.table.catalog.exceptions.DatabaseNotExistException;
import org.apache.flink.table.catalog.exceptions.TableAlreadyExistException;

/** Catalogs of the stack made of what they have shown before. */
final class SeenCatalogs {
    /** No name of a catalog that a script may create. */
    static final String LAKE_FOLDER = "lake, as it was seen";

    private final SeenTables seen;
    private final Set<String> words;
    private final Map<List<String>, SeenTable> known = new HashMap<>();

    /** @param script no table is made that it does not name */
    SeenCatalogs(SeenTables seen, SqlScript script) {
        this.seen = seen;
        this.words = script.statements().stream()
                .flatMap(statement -> statement.tokens().stream())
                .map(SqlToken::value)
                .collect(Collectors.toSet());
    }

    /** Tables of topics, each with the options that lead to the topic. */
    Optional<Catalog> topics() {
        GenericInMemoryCatalog topics = new GenericInMemoryCatalog(TopicNames.CATALOG, TopicNames.DATABASE);
        try {
            for (SeenTable table : of(TopicNames.CATALOG)) {
                topics.createTable(table.path(), table.table(), true);
            }
        } catch (TableAlreadyExistException | DatabaseNotExistException e) {
            throw new IllegalStateException(e);
        }
        return Optional.of(topics);
    }

    /** Notes which tables are taken. */
    ShadowCatalog.Looks looks(String catalog) {
        return new ShadowCatalog.Looks() {
            @Override
            public void shows(ObjectPath path, CatalogBaseTable table) {
                Optional.ofNullable(known.get(List.of(catalog, path.getDatabaseName(), path.getObjectName())))
                        .ifPresent(seen::uses);
            }

            @Override
            public void lacks(ObjectPath path) {}

            @Override
            public void lacks(String database) {}
        };
    }

    private List<SeenTable> of(String catalog) {
        List<SeenTable> tables = seen.of(catalog);
        tables.forEach(table -> known.put(table.name(), table));
        return tables;
    }

    /** Tables of the lake in a folder. */
    Optional<Catalog> lake(Catalog folder) {
        List<SeenTable> tables = of(Session.LAKE).stream()
                .filter(table -> words.contains(table.path().getObjectName()))
                .toList();
        if (tables.isEmpty()) {
            return Optional.empty();
        }
        try {
            for (SeenTable table : tables) {
                folder.createDatabase(table.path().getDatabaseName(), new CatalogDatabaseImpl(Map.of(), null), true);
                folder.createTable(table.path(), inFolder(table), true);
            }
        } catch (DatabaseAlreadyExistException | DatabaseNotExistException | TableAlreadyExistException e) {
            throw new IllegalStateException(e);
        }
        return Optional.of(folder);
    }

    /** Without what tells where the table lies. */
    private static ResolvedCatalogTable inFolder(SeenTable seen) {
        Map<String, String> options = new HashMap<>(seen.options());
        options.keySet()
                .removeIf(key -> key.equals("location")
                        || key.equals("connector")
                        || key.equals("src-catalog")
                        || key.startsWith("catalog-"));
        CatalogTable table = seen.table().copy(options);
        List<Column> columns = seen.columns().stream()
                .map(column -> (Column) Column.physical(column.name(), column.dataType()))
                .toList();
        UniqueConstraint key =
                seen.primaryKey().isEmpty() ? null : UniqueConstraint.primaryKey("key", seen.primaryKey());
        return new ResolvedCatalogTable(table, new ResolvedSchema(columns, List.of(), key, List.of()));
    }
}
