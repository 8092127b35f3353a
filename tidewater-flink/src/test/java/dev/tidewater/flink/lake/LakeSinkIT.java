package dev.tidewater.flink.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.table.api.PlanReference;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.TableResult;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeSinkIT {
    private static final String ORDERS =
            "(VALUES (1, 'de', CAST(9.5 AS DECIMAL(10, 2)), TIMESTAMP '2026-01-01 10:00:00.123'),"
                    + " (2, 'fr', CAST(NULL AS DECIMAL(10, 2)), TIMESTAMP '2026-01-02 11:00:00'),"
                    + " (3, 'de', CAST(0.01 AS DECIMAL(10, 2)), CAST(NULL AS TIMESTAMP(3)))) AS o(id, country, price, placed)";
    private static final List<String> WRITTEN = List.of(
            "+I[1, de, 9.50, 2026-01-01T10:00:00.123]", "+I[2, fr, null, 2026-01-02T11:00]", "+I[3, de, 0.01, null]");

    @TempDir
    private Path folder;

    private FolderLake lake;

    @BeforeEach
    void makesALake() {
        lake = new FolderLake(folder);
        lake.batch().executeSql("CREATE DATABASE lake.d");
    }

    @Test
    void appendsRows() throws Exception {
        table("orders", "");
        insert("orders SELECT * FROM " + ORDERS);

        assertThat(lake.rows("SELECT * FROM lake.d.orders")).isEqualTo(WRITTEN);
        assertThat(files("orders")).singleElement().satisfies(file -> {
            assertThat(file.recordCount()).isEqualTo(3);
            assertThat(file.location()).endsWith(".parquet");
            assertThat(file.columnSizes()).isNotEmpty();
        });
    }

    @Test
    void writesAFileForEachPartition() throws Exception {
        table("orders", "PARTITIONED BY (country)");
        insert("orders SELECT * FROM " + ORDERS);
        insert("orders PARTITION (country = 'es') SELECT id + 10, price, placed FROM " + ORDERS);

        assertThat(lake.rows("SELECT country, COUNT(*) FROM lake.d.orders GROUP BY country"))
                .containsExactly("+I[de, 2]", "+I[es, 3]", "+I[fr, 1]");
        assertThat(files("orders"))
                .extracting(file -> file.partition().get(0, String.class) + " " + file.recordCount())
                .containsExactlyInAnyOrder("de 2", "fr 1", "es 3");
    }

    @Test
    void replacesRowsWhereAStatementSaysSo() throws Exception {
        table("orders", "");
        insert("orders SELECT * FROM " + ORDERS);
        lake.batch()
                .executeSql("INSERT OVERWRITE lake.d.orders SELECT * FROM " + ORDERS + " WHERE id = 2")
                .await();

        assertThat(lake.rows("SELECT id FROM lake.d.orders")).containsExactly("+I[2]");
        assertThatThrownBy(() -> lake.streaming(Map.of())
                        .executeSql("INSERT OVERWRITE lake.d.orders SELECT CAST(x AS INT), '', 1.0, LOCALTIMESTAMP"
                                + " FROM (SELECT 1 AS x)")
                        .await())
                .hasStackTraceContaining("Unbounded data stream doesn't support overwrite operation.");
    }

    @Test
    void followsHints() throws Exception {
        table("orders", "");
        insert("orders SELECT * FROM " + ORDERS + " WHERE id = 1");
        lake.table("orders").manageSnapshots().createBranch("audit").commit();
        insert("orders /*+ OPTIONS('branch' = 'audit', 'compression-codec' = 'gzip') */ SELECT * FROM " + ORDERS
                + " WHERE id = 2");
        insert("orders /*+ OPTIONS('write-format' = 'avro') */ SELECT * FROM " + ORDERS + " WHERE id = 3");

        assertThat(lake.rows("SELECT id FROM lake.d.orders")).containsExactly("+I[1]", "+I[3]");
        assertThat(lake.rows("SELECT id FROM lake.d.orders /*+ OPTIONS('branch' = 'audit') */"))
                .containsExactly("+I[1]", "+I[2]");
        assertThat(files("orders"))
                .extracting(file -> file.location().replaceAll(".*\\.", ""))
                .containsExactlyInAnyOrder("parquet", "avro");
    }

    @Test
    void replacesAndDeletesRowsByKey() throws Exception {
        table("counts", "", "country STRING, n BIGINT, PRIMARY KEY (country) NOT ENFORCED", "'format-version' = '2'");
        insert("counts SELECT country, COUNT(*) FROM " + ORDERS + " GROUP BY country");
        insert("counts /*+ OPTIONS('upsert-enabled' = 'true') */ VALUES ('fr', 7)");

        assertThat(lake.rows("SELECT * FROM lake.d.counts")).containsExactly("+I[de, 2]", "+I[fr, 7]");
    }

    @Test
    void leavesToIcebergWhatOurWriterDoesNotCover() {
        String columns = "id INT, PRIMARY KEY (id) NOT ENFORCED";
        table("keyed", "", columns, "'format-version' = '2'");
        table("orc", "", "id INT", "'write.format.default' = 'orc'");
        table("bloom", "", "id INT", "'write.parquet.bloom-filter-enabled.column.id' = 'true'");
        table("plain", "", "id INT", "'a' = 'b'");

        assertThat(notCovered("keyed")).contains("it has a key, so that rows may be deleted");
        assertThat(notCovered("orc")).contains("its files are ORC");
        assertThat(notCovered("bloom"))
                .contains("a column has a bloom filter (write.parquet.bloom-filter-enabled.column.id)");
        assertThat(notCovered("plain")).isEmpty();
    }

    /** Many checkpoints and an end between two of them. */
    @Test
    void losesNothingOfABoundedRun() throws Exception {
        table("numbers", "", "n BIGINT", "'a' = 'b'");
        TableEnvironment session =
                lake.streaming(Map.of("execution.checkpointing.interval", "200 ms", "parallelism.default", "2"));
        numbers(session, 40_000, 20_000);
        session.executeSql("INSERT INTO lake.d.numbers SELECT n FROM numbers").await();

        assertThat(lake.rows("SELECT COUNT(*), COUNT(DISTINCT n), MIN(n), MAX(n) FROM lake.d.numbers"))
                .containsExactly("+I[40000, 40000, 1, 40000]");
        assertThat(lake.table("numbers").snapshots()).hasSizeGreaterThan(1);
    }

    /** What a pipeline left behind that ran before there was a sink of ours. */
    @Test
    void goesOnFromASavepointOfIcebergsSink() throws Exception {
        table("numbers", "", "n BIGINT", "'a' = 'b'");
        Map<String, String> options = Map.of("execution.checkpointing.interval", "100 ms");
        TableEnvironment before = lake.session(FolderLake.Sink.ICEBERGS, "STREAMING", options);
        numbers(before, 30_000, 10_000);
        String plan = before.compilePlanSql("INSERT INTO lake.d.numbers SELECT n FROM numbers")
                .asJsonString();
        JobClient job = execute(before, plan).getJobClient().orElseThrow();
        Awaitility.await()
                .atMost(60, TimeUnit.SECONDS)
                .until(() -> lake.table("numbers").currentSnapshot() != null);
        String savepoint = job.stopWithSavepoint(
                        false, folder.resolve("savepoints").toUri().toString(), SavepointFormatType.CANONICAL)
                .get();

        TableEnvironment after = lake.streaming(Map.of("execution.state-recovery.path", savepoint));
        numbers(after, 30_000, 10_000);
        execute(after, plan).await();

        assertThat(lake.rows("SELECT COUNT(*), COUNT(DISTINCT n), MAX(n) FROM lake.d.numbers"))
                .containsExactly("+I[30000, 30000, 30000]");
    }

    private static TableResult execute(TableEnvironment session, String plan) {
        return session.loadPlan(PlanReference.fromJsonString(plan)).execute();
    }

    private static void numbers(TableEnvironment session, int last, int perSecond) {
        session.executeSql(
                "CREATE TABLE numbers (n BIGINT) WITH ('connector' = 'datagen', 'rows-per-second' = '" + perSecond
                        + "', 'fields.n.kind' = 'sequence', 'fields.n.start' = '1', 'fields.n.end' = '" + last + "')");
    }

    private void table(String name, String partitions) {
        table(name, partitions, "id INT, country STRING, price DECIMAL(10, 2), placed TIMESTAMP(6)", "'a' = 'b'");
    }

    private void table(String name, String partitions, String columns, String options) {
        lake.batch()
                .executeSql(
                        "CREATE TABLE lake.d." + name + " (" + columns + ") " + partitions + " WITH (" + options + ")");
    }

    private void insert(String rest) throws Exception {
        lake.streaming(Map.of()).executeSql("INSERT INTO lake.d." + rest).await();
    }

    private Optional<String> notCovered(String name) {
        Table table = lake.table(name);
        return Appending.of(
                        table,
                        org.apache.iceberg.flink.FlinkSchemaUtil.convert(table.schema()),
                        List.of(),
                        new org.apache.iceberg.flink.FlinkWriteConf(
                                table, Map.of(), new org.apache.flink.configuration.Configuration()))
                .notCovered();
    }

    private List<DataFile> files(String name) {
        List<DataFile> files = new ArrayList<>();
        Table table = lake.table(name);
        StreamSupport.stream(table.snapshots().spliterator(), false)
                .filter(snapshot ->
                        snapshot.snapshotId() == table.currentSnapshot().snapshotId()
                                || isAncestor(table, snapshot.snapshotId()))
                .forEach(snapshot -> snapshot.addedDataFiles(table.io()).forEach(files::add));
        return files;
    }

    private static boolean isAncestor(Table table, long snapshot) {
        return table.history().stream().anyMatch(entry -> entry.snapshotId() == snapshot);
    }
}
