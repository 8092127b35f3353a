package dev.tidewater.icebergrest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.BaseTransaction;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableCommit;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.rest.RESTCatalog;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Commits that create, replace and collide, and those that span several tables. */
@ExtendWith(SharedLake.class)
class CommitIT {
    private static final Schema SCHEMA = CatalogServerIT.SCHEMA;

    private static RESTCatalog catalog;

    @BeforeAll
    static void start(Lake shared) {
        catalog = shared.client(Map.of());
    }

    @AfterAll
    static void stop() throws Exception {
        catalog.close();
    }

    private static Namespace namespace(String name) {
        Namespace namespace = Namespace.of(name);
        catalog.createNamespace(namespace);
        return namespace;
    }

    @Test
    void aCommitWhoseAnswerWasLostIsNotRefusedTheSecondTimeNorDoneTwice() {
        TableIdentifier identifier = TableIdentifier.of(namespace("repeated"), "t");
        Table table = catalog.createTable(identifier, SCHEMA);
        TableOperations operations = ((BaseTable) table).operations();
        TableMetadata base = operations.current();
        Snapshot snapshot = table.newAppend()
                .appendFile(CatalogServerIT.file("s3://lake/warehouse/repeated/t/1.parquet"))
                .apply();
        TableMetadata updated = TableMetadata.buildFrom(base)
                .setBranchSnapshot(snapshot, "main")
                .build();

        operations.commit(base, updated);
        operations.commit(base, updated);

        assertThat(catalog.loadTable(identifier).snapshots()).hasSize(1);
        Snapshot other = table.newAppend()
                .appendFile(CatalogServerIT.file("s3://lake/warehouse/repeated/t/2.parquet"))
                .apply();
        TableMetadata stale =
                TableMetadata.buildFrom(base).setBranchSnapshot(other, "main").build();
        assertThatThrownBy(() -> operations.commit(base, stale)).isInstanceOf(CommitFailedException.class);
        assertThat(catalog.loadTable(identifier).snapshots()).hasSize(1);
    }

    @Test
    void aStagedTableAppearsWithItsFirstCommitAndTheCatalogsDefaults() {
        TableIdentifier table = TableIdentifier.of(namespace("staged"), "t");
        Transaction transaction = catalog.buildTable(table, SCHEMA).createTransaction();
        transaction
                .newAppend()
                .appendFile(CatalogServerIT.file("s3://lake/warehouse/staged/t/1.parquet"))
                .commit();
        assertThat(catalog.tableExists(table)).isFalse();

        transaction.commitTransaction();
        Table created = catalog.loadTable(table);
        assertThat(created.currentSnapshot().summary()).containsEntry("total-data-files", "1");
        assertThat(created.properties()).containsEntry("commit.retry.num-retries", "0");
        assertThatThrownBy(() -> catalog.buildTable(table, SCHEMA).createTransaction())
                .isInstanceOf(AlreadyExistsException.class)
                .hasMessageContaining("Table already exists: staged.t");
        assertThatThrownBy(() -> catalog.buildTable(TableIdentifier.of("nowhere", "t"), SCHEMA)
                        .createTransaction())
                .isInstanceOf(NoSuchNamespaceException.class)
                .hasMessageContaining("Namespace does not exist: nowhere");
    }

    @Test
    void aTableIsReplacedInOneCommit() {
        TableIdentifier table = TableIdentifier.of(namespace("replaced"), "t");
        catalog.createTable(table, SCHEMA)
                .newAppend()
                .appendFile(CatalogServerIT.file("s3://lake/warehouse/replaced/t/1.parquet"))
                .commit();
        Schema other = new Schema(Types.NestedField.optional(1, "name", Types.StringType.get()));
        catalog.buildTable(table, other).createOrReplaceTransaction().commitTransaction();

        assertThat(catalog.loadTable(table).schema().columns())
                .extracting(Types.NestedField::name)
                .containsExactly("name");
        assertThat(catalog.loadTable(table).currentSnapshot()).isNull();
    }

    @Test
    void ofTwoCommitsOnTheSameBaseOneWins() {
        TableIdentifier name = TableIdentifier.of(namespace("race"), "t");
        Table first = catalog.createTable(name, SCHEMA);
        Table second = catalog.loadTable(name);
        var late = second.updateSchema().addColumn("b", Types.StringType.get());
        first.updateSchema().addColumn("a", Types.StringType.get()).commit();

        assertThatThrownBy(late::commit)
                .isInstanceOf(CommitFailedException.class)
                .hasMessageContaining("Requirement failed");
        assertThat(catalog.loadTable(name).schema().findField("a")).isNotNull();
        assertThat(catalog.loadTable(name).schema().findField("b")).isNull();
    }

    @Test
    void manyTablesCommitTogetherOrNotAtAll() {
        Namespace namespace = namespace("together");
        Table left = catalog.createTable(TableIdentifier.of(namespace, "left"), SCHEMA);
        Table right = catalog.createTable(TableIdentifier.of(namespace, "right"), SCHEMA);

        catalog.commitTransaction(adding(left, "both"), adding(right, "both"));
        left.refresh();
        right.refresh();
        assertThat(left.schema().findField("both")).isNotNull();
        assertThat(right.schema().findField("both")).isNotNull();

        TableCommit good = adding(left, "half");
        TableCommit stale = adding(right, "half");
        right.updateSchema().addColumn("meanwhile", Types.StringType.get()).commit();
        assertThatThrownBy(() -> catalog.commitTransaction(good, stale))
                .isInstanceOf(CommitFailedException.class)
                .hasMessageContaining("Requirement failed");
        left.refresh();
        assertThat(left.schema().findField("half")).isNull();
    }

    private static TableCommit adding(Table table, String column) {
        Transaction transaction = table.newTransaction();
        transaction.updateSchema().addColumn(column, Types.StringType.get()).commit();
        return TableCommit.create(
                TableIdentifier.parse(table.name().substring(table.name().indexOf('.') + 1)),
                ((BaseTable) table).operations().current(),
                ((BaseTransaction) transaction).currentMetadata());
    }
}
