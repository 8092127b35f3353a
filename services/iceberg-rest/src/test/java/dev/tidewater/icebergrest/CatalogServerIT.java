package dev.tidewater.icebergrest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.NamespaceNotEmptyException;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.exceptions.NoSuchViewException;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.rest.RESTCatalog;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.view.SQLViewRepresentation;
import org.apache.iceberg.view.View;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The server as Iceberg's own client sees it. Each test has a namespace of its own. */
@ExtendWith(SharedLake.class)
class CatalogServerIT {
    static final Schema SCHEMA = new Schema(
            Types.NestedField.optional(1, "id", Types.LongType.get()),
            Types.NestedField.optional(2, "day", Types.StringType.get()));

    private static Lake lake;
    private static RESTCatalog catalog;

    @BeforeAll
    static void start(Lake shared) {
        lake = shared;
        catalog = lake.client(Map.of());
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

    static DataFile file(String path) {
        return DataFiles.builder(PartitionSpec.unpartitioned())
                .withPath(path)
                .withFileSizeInBytes(10)
                .withRecordCount(1)
                .build();
    }

    @Test
    void namespacesNestAndKeepProperties() {
        Namespace parent = namespace("trade");
        Namespace child = Namespace.of("trade", "eu");
        catalog.createNamespace(child, new HashMap<>(Map.of("owner", "ada")));

        assertThat(catalog.listNamespaces()).contains(parent).doesNotContain(child);
        assertThat(catalog.listNamespaces(parent)).containsExactly(child);
        catalog.setProperties(child, new HashMap<>(Map.of("tier", "gold")));
        catalog.removeProperties(child, new HashSet<>(Set.of("owner")));
        assertThat(catalog.loadNamespaceMetadata(child))
                .containsOnly(entry("tier", "gold"), entry("location", "s3://lake/warehouse/trade/eu"));
        assertThat(catalog.namespaceExists(child)).isTrue();
        assertThatThrownBy(() -> catalog.dropNamespace(parent))
                .isInstanceOf(NamespaceNotEmptyException.class)
                .hasMessageContaining("Namespace trade is not empty");
        assertThat(catalog.dropNamespace(child)).isTrue();
        assertThat(catalog.dropNamespace(child)).isFalse();
        assertThat(catalog.namespaceExists(child)).isFalse();
    }

    @Test
    void namespacesReportTheSpecificationsErrors() {
        namespace("twice");
        assertThatThrownBy(() -> catalog.createNamespace(Namespace.of("twice")))
                .isInstanceOf(AlreadyExistsException.class)
                .hasMessageContaining("Namespace already exists: twice");
        assertThatThrownBy(() -> catalog.createNamespace(Namespace.of("a.b")))
                .hasMessageContaining("Invalid namespace level \"a.b\"");
        assertThatThrownBy(() -> catalog.loadNamespaceMetadata(Namespace.of("nowhere")))
                .isInstanceOf(NoSuchNamespaceException.class)
                .hasMessageContaining("Namespace does not exist: nowhere");
        assertThatThrownBy(() -> catalog.listTables(Namespace.of("nowhere")))
                .isInstanceOf(NoSuchNamespaceException.class)
                .hasMessageContaining("Namespace does not exist: nowhere");
    }

    @Test
    void tablesLiveFromCreateToPurge() {
        Namespace namespace = namespace("lives");
        TableIdentifier orders = TableIdentifier.of(namespace, "orders");
        TableIdentifier sales = TableIdentifier.of(namespace, "sales");

        Table table = catalog.createTable(orders, SCHEMA, PartitionSpec.unpartitioned(), Map.of("kind", "fact"));
        assertThat(table.properties()).contains(entry("kind", "fact"), entry("commit.retry.num-retries", "0"));
        table.newAppend()
                .appendFile(file("s3://lake/warehouse/lives/orders/1.parquet"))
                .commit();
        table.updateSchema().addColumn("note", Types.StringType.get()).commit();

        catalog.renameTable(orders, sales);
        assertThat(catalog.tableExists(orders)).isFalse();
        assertThat(catalog.listTables(namespace)).containsExactly(sales);
        Table renamed = catalog.loadTable(sales);
        assertThat(renamed.currentSnapshot().summary()).containsEntry("total-data-files", "1");
        assertThat(renamed.schema().findField("note")).isNotNull();

        assertThat(lake.objects("warehouse/lives")).isNotEmpty();
        assertThat(catalog.dropTable(sales, true)).isTrue();
        assertThat(lake.objects("warehouse/lives")).isEmpty();
        assertThat(catalog.dropTable(sales, true)).isFalse();
    }

    @Test
    void tablesReportTheSpecificationsErrors() {
        Namespace namespace = namespace("faults");
        TableIdentifier there = TableIdentifier.of(namespace, "there");
        TableIdentifier missing = TableIdentifier.of(namespace, "missing");
        catalog.createTable(there, SCHEMA);

        assertThatThrownBy(() -> catalog.createTable(there, SCHEMA))
                .isInstanceOf(AlreadyExistsException.class)
                .hasMessageContaining("Table already exists: faults.there");
        assertThatThrownBy(() -> catalog.createTable(TableIdentifier.of("nowhere", "t"), SCHEMA))
                .isInstanceOf(NoSuchNamespaceException.class)
                .hasMessageContaining("Namespace does not exist: nowhere");
        assertThatThrownBy(() -> catalog.loadTable(missing))
                .isInstanceOf(NoSuchTableException.class)
                .hasMessageContaining("Table does not exist: faults.missing");
        assertThatThrownBy(() -> catalog.renameTable(missing, there))
                .isInstanceOf(NoSuchTableException.class)
                .hasMessageContaining("Table does not exist: faults.missing");
        assertThatThrownBy(() -> catalog.registerTable(missing, "s3://lake/warehouse/none.metadata.json"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("none.metadata.json");
        assertThatThrownBy(() -> catalog.dropNamespace(namespace))
                .isInstanceOf(NamespaceNotEmptyException.class)
                .hasMessageContaining("Contains 1 table(s)");
    }

    @Test
    void aDroppedTableCanBeRegisteredAgain() {
        TableIdentifier table = TableIdentifier.of(namespace("again"), "t");
        String location = ((BaseTable) catalog.createTable(table, SCHEMA))
                .operations()
                .current()
                .metadataFileLocation();
        catalog.dropTable(table, false);

        assertThat(catalog.registerTable(table, location).schema().sameSchema(SCHEMA))
                .isTrue();
    }

    @Test
    void viewsLiveFromCreateToDrop() {
        Namespace namespace = namespace("views");
        TableIdentifier top = TableIdentifier.of(namespace, "top");
        TableIdentifier best = TableIdentifier.of(namespace, "best");
        create(top, "select 1");
        View replaced = catalog.buildView(top)
                .withSchema(SCHEMA)
                .withDefaultNamespace(namespace)
                .withQuery("spark", "select 2")
                .replace();
        assertThat(replaced.currentVersion().versionId()).isEqualTo(2);
        catalog.renameView(top, best);

        assertThat(catalog.listViews(namespace)).containsExactly(best);
        assertThat(catalog.listTables(namespace)).isEmpty();
        assertThat(((SQLViewRepresentation) catalog.loadView(best)
                                .currentVersion()
                                .representations()
                                .get(0))
                        .sql())
                .isEqualTo("select 2");
        assertThatThrownBy(() -> catalog.loadView(top))
                .isInstanceOf(NoSuchViewException.class)
                .hasMessageContaining("View does not exist: views.top");
        assertThatThrownBy(() -> create(best, "select 3"))
                .isInstanceOf(AlreadyExistsException.class)
                .hasMessageContaining("View already exists: views.best");
        assertThatThrownBy(() -> catalog.createTable(best, SCHEMA))
                .isInstanceOf(AlreadyExistsException.class)
                .hasMessageContaining("View with same name already exists: views.best");
        assertThat(catalog.dropView(best)).isTrue();
        assertThat(catalog.viewExists(best)).isFalse();
    }

    private static void create(TableIdentifier view, String sql) {
        catalog.buildView(view)
                .withSchema(SCHEMA)
                .withDefaultNamespace(view.namespace())
                .withQuery("spark", sql)
                .create();
    }

    @Test
    void listingsComeInPages() throws Exception {
        Namespace parent = namespace("paged");
        for (String name : List.of("e", "b", "d", "a", "c")) {
            catalog.createNamespace(Namespace.of("paged", name));
            catalog.createTable(TableIdentifier.of(parent, name), SCHEMA);
            create(TableIdentifier.of(parent, "v" + name), "select 1");
        }
        try (RESTCatalog paging = lake.client(Map.of("rest-page-size", "2"))) {
            assertThat(paging.listTables(parent))
                    .extracting(TableIdentifier::name)
                    .containsExactly("a", "b", "c", "d", "e");
            assertThat(paging.listNamespaces(parent))
                    .extracting(namespace -> namespace.level(1))
                    .containsExactly("a", "b", "c", "d", "e");
            assertThat(paging.listViews(parent))
                    .extracting(TableIdentifier::name)
                    .containsExactly("va", "vb", "vc", "vd", "ve");
        }
    }

    @Test
    void historyIsLoadedWhenItIsAskedFor() throws Exception {
        TableIdentifier name = TableIdentifier.of(namespace("lazy"), "t");
        Table table = catalog.createTable(name, SCHEMA);
        table.newAppend()
                .appendFile(file("s3://lake/warehouse/lazy/t/1.parquet"))
                .commit();
        table.newAppend()
                .appendFile(file("s3://lake/warehouse/lazy/t/2.parquet"))
                .commit();

        try (RESTCatalog frugal = lake.client(Map.of("snapshot-loading-mode", "REFS"))) {
            assertThat(frugal.loadTable(name).snapshots()).hasSize(2);
        }
    }

    @Test
    void namesMayHoldAnyCharacter() {
        Namespace namespace = Namespace.of("a/b c%&", "ü+?#");
        TableIdentifier table = TableIdentifier.of(namespace, "t.1/x \\ %1F;v=1");
        catalog.createNamespace(namespace);
        catalog.createTable(table, SCHEMA);

        assertThat(catalog.listTables(namespace)).containsExactly(table);
        assertThat(catalog.loadTable(table).schema().sameSchema(SCHEMA)).isTrue();
        assertThat(catalog.tableExists(table)).isTrue();
        assertThat(catalog.dropTable(table, true)).isTrue();
        assertThat(catalog.dropNamespace(namespace)).isTrue();
    }
}
