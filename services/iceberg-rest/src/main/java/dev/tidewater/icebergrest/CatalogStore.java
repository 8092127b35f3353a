package dev.tidewater.icebergrest;

import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.ClientPool;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.iceberg.jdbc.JdbcClientPool;
import org.apache.iceberg.jdbc.UncheckedInterruptedException;
import org.apache.iceberg.jdbc.UncheckedSQLException;
import org.apache.iceberg.util.PropertyUtil;

/**
 * Iceberg's JDBC catalog over one SQLite file. A commit is one {@code UPDATE … WHERE metadata_location = <what it was
 * based on>}, so of two commits on the same base exactly one wins; and it is in the synced write-ahead log before the
 * client hears of it.
 */
final class CatalogStore implements AutoCloseable {
    /** Connections; as many as requests may run at once, so that none waits for another's. */
    static final int CONNECTIONS = 24;

    private final String name;
    private final Map<String, String> properties;
    private final FileIO io;
    private final JdbcClientPool pool;
    private final JdbcCatalog catalog;

    private CatalogStore(String name, String url, Map<String, String> properties) {
        this.name = name;
        this.properties = Map.copyOf(properties);
        this.io = CatalogUtil.loadFileIO(String.valueOf(properties.get("io-impl")), properties, null);
        this.pool = new JdbcClientPool(url, properties);
        this.catalog = new SettlingCatalog(io, pool, true);
        catalog.initialize(name, this.properties);
    }

    /** @throws TidewaterException with code {@code RESOURCE} if the database cannot be opened */
    static CatalogStore open(Configuration configuration) {
        Path database = configuration.database().toAbsolutePath();
        try {
            NativeLibrary.useFolder(Files.createDirectories(database.resolveSibling("native")));
            String url = "jdbc:sqlite:" + database;
            CatalogStore store = new CatalogStore(configuration.name(), url, properties(configuration, url));
            store.ping();
            return store;
        } catch (IOException | UncheckedSQLException e) {
            throw new TidewaterException(
                    ErrorCode.RESOURCE,
                    "catalog database \"" + database + "\" cannot be opened",
                    "check that its folder is writable, that the disk has room and that it is an SQLite file",
                    e);
        }
    }

    private static Map<String, String> properties(Configuration configuration, String url) {
        Map<String, String> properties = new HashMap<>(configuration.catalogProperties());
        properties.put("uri", url);
        properties.putIfAbsent("clients", String.valueOf(CONNECTIONS));
        properties.putIfAbsent("jdbc.schema-version", "V1");
        properties.putIfAbsent("jdbc.strict-mode", "true");
        properties.putIfAbsent("jdbc.journal_mode", "WAL");
        properties.putIfAbsent("jdbc.synchronous", "FULL");
        properties.putIfAbsent("jdbc.busy_timeout", "30000");
        properties.putIfAbsent("jdbc.transaction_mode", "IMMEDIATE");
        return properties;
    }

    JdbcCatalog catalog() {
        return catalog;
    }

    /** Of the catalog's properties those below the prefix, without it. */
    Map<String, String> propertiesBelow(String prefix) {
        return PropertyUtil.propertiesWithPrefix(properties, prefix);
    }

    /** Asks the database a question that reads a table. Throws if there is no answer. */
    void ping() {
        run(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute("SELECT count(*) FROM iceberg_tables");
            }
        });
    }

    /**
     * Runs the work against a catalog whose changes become visible together, or not at all if it throws. Other writers
     * wait meanwhile. Metadata files that a failed transaction has written stay behind as orphans, like those of any
     * lost commit.
     */
    void inTransaction(Consumer<JdbcCatalog> work) {
        run(connection -> {
            connection.setAutoCommit(false);
            try {
                // Not closed: it shares the file access, and its one connection goes back to the pool.
                JdbcCatalog transaction = new SettlingCatalog(io, new OneConnection(connection), false);
                transaction.initialize(name, properties);
                work.accept(transaction);
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
            return true;
        });
    }

    private void run(ClientPool.Action<Boolean, Connection, SQLException> action) {
        try {
            pool.run(action, false);
        } catch (SQLException e) {
            throw new UncheckedSQLException(e, "The catalog database failed: %s", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedInterruptedException(e, "Interrupted while the catalog database was asked");
        }
    }

    @Override
    public void close() {
        catalog.close();
    }

    /** A pool of the one connection on which a transaction is open; the caller keeps it to one thread. */
    private static final class OneConnection extends JdbcClientPool {
        private final Connection connection;

        OneConnection(Connection connection) {
            super(1, "", Map.of());
            this.connection = connection;
        }

        @Override
        public <R> R run(Action<R, Connection, SQLException> action) throws SQLException {
            return action.run(connection);
        }

        @Override
        public <R> R run(Action<R, Connection, SQLException> action, boolean retry) throws SQLException {
            return action.run(connection);
        }
    }
}
