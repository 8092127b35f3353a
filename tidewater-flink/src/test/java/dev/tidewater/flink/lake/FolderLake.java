package dev.tidewater.flink.lake;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.factories.Factory;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.flink.CatalogLoader;
import org.apache.iceberg.flink.FlinkCatalog;

/** Iceberg tables in a folder, and Flink sessions that know them as catalog {@code lake}. */
final class FolderLake {
    /** Whose sink writes them. */
    enum Sink {
        OURS,
        ICEBERGS
    }

    private final Path folder;

    FolderLake(Path folder) {
        this.folder = folder;
    }

    TableEnvironment streaming(Map<String, String> options) {
        return session(Sink.OURS, "STREAMING", options);
    }

    TableEnvironment batch() {
        return session(Sink.OURS, "BATCH", Map.of());
    }

    TableEnvironment session(Sink sink, String mode, Map<String, String> options) {
        Map<String, String> all = new TreeMap<>(options);
        all.put("execution.runtime-mode", mode);
        all.putIfAbsent("parallelism.default", "1");
        all.put("table.exec.iceberg.use-v2-sink", "true");
        all.put("table.local-time-zone", "UTC");
        TableEnvironment session = TableEnvironment.create(EnvironmentSettings.newInstance()
                .withConfiguration(Configuration.fromMap(all))
                .build());
        session.registerCatalog("lake", new Tables(sink, loader(), properties()));
        return session;
    }

    /** What Iceberg knows of a table of database {@code d}. */
    Table table(String name) {
        return loader().loadCatalog().loadTable(TableIdentifier.of("d", name));
    }

    /** Rows of a query in an order of their own, each as text. */
    List<String> rows(String query) throws Exception {
        List<String> rows = new ArrayList<>();
        try (CloseableIterator<Row> results = batch().executeSql(query).collect()) {
            results.forEachRemaining(row -> rows.add(row.toString()));
        }
        rows.sort(Comparator.naturalOrder());
        return rows;
    }

    private Map<String, String> properties() {
        return Map.of("catalog-type", "hadoop", "warehouse", folder.toUri().toString());
    }

    private CatalogLoader loader() {
        return CatalogLoader.hadoop("lake", new org.apache.hadoop.conf.Configuration(false), properties());
    }

    private static final class Tables extends FlinkCatalog {
        private final Optional<Factory> ours;

        Tables(Sink sink, CatalogLoader loader, Map<String, String> properties) {
            super("lake", "default", Namespace.empty(), loader, properties, false, -1);
            this.ours = sink == Sink.ICEBERGS
                    ? Optional.empty()
                    : Optional.of(new LakeTableFactory(
                            this, loader, path -> TableIdentifier.of(path.getDatabaseName(), path.getObjectName())));
        }

        @Override
        public Optional<Factory> getFactory() {
            return ours.or(super::getFactory);
        }
    }
}
