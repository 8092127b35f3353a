package dev.tidewater.engine.sql;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.flink.table.catalog.Catalog;
import org.apache.flink.table.catalog.ObjectPath;
import org.apache.flink.table.catalog.exceptions.DatabaseNotEmptyException;
import org.apache.flink.table.catalog.exceptions.DatabaseNotExistException;
import org.apache.flink.table.catalog.exceptions.TableNotExistException;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.flink.FlinkCatalog;

/**
 * Remembers what the lake held, so that what a broken script created can be taken back. Somebody else may create tables
 * at the same time: only a table that the script names and that has never had a snapshot is dropped.
 */
public final class LakeTables {
    private final FlinkCatalog lake;
    private final Map<String, Set<String>> tablesByDatabase;

    private LakeTables(FlinkCatalog lake, Map<String, Set<String>> tablesByDatabase) {
        this.lake = lake;
        this.tablesByDatabase = tablesByDatabase;
    }

    /** What the tables of a topic are called that databases {@code dead} and {@code late} have. */
    public static String ofTopic(String topic) {
        return TopicNames.inLake(topic);
    }

    /** What the lake holds now. */
    public static LakeTables remember(SessionConfig config) {
        return Session.inFlink(() -> {
            FlinkCatalog lake = (FlinkCatalog) Session.streaming(config, UserClasses.none())
                    .getCatalog(Session.LAKE)
                    .orElseThrow();
            return new LakeTables(lake, list(lake));
        });
    }

    /** Drops the tables and databases that are new, have a name that {@code named} accepts, and never held a row. */
    public void dropNewcomers(Predicate<String> named) {
        list(lake).forEach((database, tables) -> {
            Set<String> old = tablesByDatabase.getOrDefault(database, Set.of());
            tables.stream()
                    .filter(table -> !old.contains(table) && named.test(table))
                    .map(table -> new ObjectPath(database, table))
                    .filter(this::isEmpty)
                    .forEach(this::drop);
            if (!tablesByDatabase.containsKey(database) && named.test(database)) {
                drop(database);
            }
        });
    }

    private boolean isEmpty(ObjectPath table) {
        try {
            return lake.catalog()
                            .loadTable(TableIdentifier.of(table.getDatabaseName(), table.getObjectName()))
                            .currentSnapshot()
                    == null;
        } catch (NoSuchTableException e) {
            return false;
        }
    }

    private void drop(ObjectPath table) {
        try {
            lake.dropTable(table, true);
        } catch (TableNotExistException e) {
            // Somebody was faster.
        }
    }

    private void drop(String database) {
        try {
            lake.dropDatabase(database, true, false);
        } catch (DatabaseNotExistException | DatabaseNotEmptyException e) {
            // Somebody was faster, or has use for it.
        }
    }

    private static Map<String, Set<String>> list(Catalog lake) {
        Map<String, Set<String>> tables = new HashMap<>();
        for (String database : lake.listDatabases()) {
            try {
                tables.put(database, new HashSet<>(lake.listTables(database)));
            } catch (DatabaseNotExistException e) {
                // Dropped meanwhile.
            }
        }
        return tables;
    }
}
