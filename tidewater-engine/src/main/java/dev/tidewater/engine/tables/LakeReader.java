package dev.tidewater.engine.tables;

import dev.tidewater.engine.stack.Endpoints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.rest.RESTCatalog;
import org.jspecify.annotations.Nullable;

/**
 * Reads lake tables with Iceberg's own generic reader: what is committed, seen by a program that is not Flink. A dot in the
 * name of a namespace parts its levels.
 */
public final class LakeReader implements AutoCloseable {
    private final RESTCatalog catalog = new RESTCatalog();

    public LakeReader(Endpoints endpoints) {
        catalog.initialize(endpoints.catalog().name(), properties(endpoints));
    }

    static Map<String, String> properties(Endpoints endpoints) {
        return Map.of(
                "uri", endpoints.catalog().uri(),
                "warehouse", endpoints.catalog().warehouse(),
                "io-impl", "org.apache.iceberg.aws.s3.S3FileIO",
                "s3.endpoint", endpoints.s3().endpoint(),
                "s3.path-style-access", Boolean.toString(endpoints.s3().pathStyle()),
                "s3.access-key-id", endpoints.s3().accessKey(),
                "s3.secret-access-key", endpoints.s3().secretKey(),
                "client.region", endpoints.s3().region());
    }

    /** Rows that the current snapshot says it has; 0 for a table without one, or that does not exist. */
    public long committedRows(String namespace, String table) {
        return load(namespace, table)
                .map(Table::currentSnapshot)
                .map(Snapshot::summary)
                .map(summary -> Long.parseLong(summary.getOrDefault(SnapshotSummary.TOTAL_RECORDS_PROP, "0")))
                .orElse(0L);
    }

    /** Names of the tables of a namespace; none if it does not exist. */
    public Set<String> tables(String namespace) {
        try {
            return catalog.listTables(levels(namespace)).stream()
                    .map(TableIdentifier::name)
                    .collect(Collectors.toSet());
        } catch (NoSuchNamespaceException e) {
            return Set.of();
        }
    }

    /**
     * Every row of the current snapshot, values in the order of {@code columns}: numbers, strings, booleans,
     * {@code java.time} values, or null.
     */
    public List<List<@Nullable Object>> rows(String namespace, String table, List<String> columns) {
        Table found = load(namespace, table)
                .orElseThrow(() -> new NoSuchTableException("table %s.%s does not exist", namespace, table));
        List<List<@Nullable Object>> rows = new ArrayList<>();
        try (CloseableIterable<Record> records =
                IcebergGenerics.read(found).select(columns).build()) {
            for (Record record : records) {
                List<@Nullable Object> row = new ArrayList<>(columns.size());
                columns.forEach(column -> row.add(record.getField(column)));
                rows.add(row);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("reading table " + namespace + "." + table, e);
        }
        return rows;
    }

    /** Empty if there is no such table. */
    public Optional<LakeTable> table(String namespace, String table) {
        return load(namespace, table).map(LakeTable::new);
    }

    @Override
    public void close() {
        try {
            catalog.close();
        } catch (IOException e) {
            throw new UncheckedIOException("closing the catalog", e);
        }
    }

    private static Namespace levels(String namespace) {
        return Namespace.of(namespace.split("\\."));
    }

    private Optional<Table> load(String namespace, String table) {
        try {
            return Optional.of(catalog.loadTable(TableIdentifier.of(levels(namespace), table)));
        } catch (NoSuchTableException e) {
            return Optional.empty();
        }
    }
}
