package dev.tidewater.icebergrest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.inmemory.InMemoryFileIO;
import org.apache.iceberg.jdbc.JdbcClientPool;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettlingCatalogTest {
    private static final Schema SCHEMA = new Schema(Types.NestedField.optional(1, "id", Types.LongType.get()));
    private static final TableIdentifier TABLE = TableIdentifier.of("db", "t");

    @TempDir
    Path folder;

    private SettlingCatalog catalog() {
        String url = "jdbc:sqlite:" + folder.resolve("c.db");
        Map<String, String> properties = Map.of("uri", url, "warehouse", "memory://w", "jdbc.schema-version", "V1");
        SettlingCatalog catalog =
                new SettlingCatalog(new InMemoryFileIO(), new JdbcClientPool(2, url, properties), true);
        catalog.initialize("lake", properties);
        catalog.createNamespace(Namespace.of("db"));
        return catalog;
    }

    @Test
    void aCommitWhoseTableWasRenamedRightAfterIsOfUnknownOutcome() {
        try (SettlingCatalog catalog = catalog()) {
            catalog.createTable(TABLE, SCHEMA);
            TableOperations operations = catalog.newTableOps(TABLE);
            TableMetadata base = operations.current();
            operations.commit(base, base.replaceProperties(Map.of("key", "value")));
            catalog.renameTable(TABLE, TableIdentifier.of("db", "renamed"));

            assertThatThrownBy(operations::current)
                    .isInstanceOf(CommitStateUnknownException.class)
                    .hasMessageContaining("Failed to load table db.t from catalog lake: dropped by another process");
        }
    }

    @Test
    void aTableThatWasRenamedRightAfterItsCreationIsOfUnknownOutcome() {
        try (SettlingCatalog catalog = catalog()) {
            TableOperations operations = catalog.newTableOps(TABLE);
            assertThat(operations.current()).isNull();
            operations.commit(null, metadata());
            catalog.renameTable(TABLE, TableIdentifier.of("db", "renamed"));

            assertThatThrownBy(operations::current)
                    .isInstanceOf(CommitStateUnknownException.class)
                    .hasMessageContaining("the table is gone since it was committed");
        }
    }

    @Test
    void beforeACommitAMissingTableIsJustMissing() {
        try (SettlingCatalog catalog = catalog()) {
            catalog.createTable(TABLE, SCHEMA);
            TableOperations operations = catalog.newTableOps(TABLE);
            operations.current();
            catalog.dropTable(TABLE, false);

            assertThatThrownBy(operations::refresh)
                    .isInstanceOf(NoSuchTableException.class)
                    .hasMessageContaining("dropped by another process");
        }
    }

    private static TableMetadata metadata() {
        return TableMetadata.newTableMetadata(SCHEMA, PartitionSpec.unpartitioned(), "memory://w/db/t", Map.of());
    }
}
