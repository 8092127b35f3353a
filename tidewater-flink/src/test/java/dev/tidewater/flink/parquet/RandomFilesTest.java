package dev.tidewater.flink.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.Schema;
import org.apache.iceberg.parquet.ParquetUtil;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Type.TypeID;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random tables, rows and properties: every reader finds the rows in our file as in one of Iceberg's own writer, and
 * bounds and counts are the same. {@code -Dcolumnar.rounds=2000} for more of them, {@code -Dcolumnar.seed=…} for one again.
 */
class RandomFilesTest {
    private static Connection duckdb;

    @TempDir
    private Path folder;

    @BeforeAll
    static void openDuckDb() throws SQLException {
        duckdb = DriverManager.getConnection("jdbc:duckdb:");
    }

    @AfterAll
    static void closeDuckDb() throws SQLException {
        duckdb.close();
    }

    @Test
    void areReadBackEqualAndDescribedAlike() {
        Long again = Long.getLong("columnar.seed");
        int rounds = again == null ? Integer.getInteger("columnar.rounds", 30) : 1;
        long seed = again == null ? System.nanoTime() : again;
        for (int round = 0; round < rounds; round++, seed++) {
            try {
                check(new Random(seed));
            } catch (Exception | AssertionError e) {
                throw new AssertionError("with -Dcolumnar.seed=" + seed + ": " + e.getMessage(), e);
            }
        }
    }

    private void check(Random random) throws Exception {
        RandomTable table = new RandomTable(random);
        Schema schema = table.schema;
        Map<String, String> properties = properties(random, schema);
        assertThat(ColumnarParquet.notCovered(schema, properties)).isEmpty();
        ColumnHints hints = new ColumnHints();
        for (int file = random.nextInt(2); file >= 0; file--) {
            List<RowData> rows =
                    table.rows(1 + random.nextInt(List.of(10, 300, 6000).get(random.nextInt(3))));
            ColumnarMemory memory = new ColumnarMemory(random.nextInt(3) > 0 ? 1L << 30 : 50_000);
            var ours = ParquetFiles.ours(folder.resolve("ours.parquet"), schema, rows, properties, memory, hints);
            var standard = ParquetFiles.standard(folder.resolve("standard.parquet"), schema, rows, properties);
            assertThat(memory.held()).isZero();
            assertThat(ours.length()).isEqualTo(java.nio.file.Files.size(ours.path()));
            values(ours.path(), standard.path(), schema, rows);
            if (!"lz4".equals(properties.get("write.parquet.compression-codec"))) {
                assertThat(byDuckDb(ours.path())).isEqualTo(byDuckDb(standard.path()));
            }
            int pageRows = Integer.parseInt(properties.getOrDefault("write.parquet.page-row-limit", "20000"));
            int inIndex = Integer.parseInt(properties.getOrDefault("parquet.columnindex.truncate.length", "64"));
            if (properties.keySet().stream().noneMatch(name -> name.contains("stats-enabled"))) {
                PageStatistics.check(ours.path(), inIndex, pageRows);
            }
            footers(ParquetFiles.footer(ours.path()), ParquetFiles.footer(standard.path()));
            metrics(ours, standard, schema, MetricsConfig.fromProperties(properties));
        }
    }

    private static Map<String, String> properties(Random random, Schema schema) {
        Map<String, String> properties = new HashMap<>();
        List<List<String>> choices = List.of(
                List.of(
                        "write.parquet.compression-codec",
                        "zstd",
                        "zstd",
                        "snappy",
                        "gzip",
                        "lz4",
                        "lz4_raw",
                        "uncompressed"),
                List.of("write.parquet.page-row-limit", "7", "100", "1000", "20000"),
                List.of("write.parquet.page-size-bytes", "500", "10000", "1048576"),
                List.of("write.parquet.row-group-size-bytes", "5000", "100000", "134217728"),
                List.of("write.parquet.row-group-check-min-record-count", "1", "100", "1000"),
                List.of("write.parquet.dict-size-bytes", "64", "2000", "2097152"),
                List.of("parquet.columnindex.truncate.length", "3", "64"),
                List.of("parquet.enable.dictionary", "true", "true", "false"),
                List.of("write.metadata.metrics.default", "none", "counts", "truncate(5)", "truncate(16)", "full"));
        for (List<String> choice : choices) {
            if (random.nextBoolean()) {
                properties.put(choice.get(0), choice.get(1 + random.nextInt(choice.size() - 1)));
            }
        }
        if ("zstd".equals(properties.get("write.parquet.compression-codec")) && random.nextBoolean()) {
            properties.put("write.parquet.compression-level", "" + (1 + random.nextInt(6)));
        }
        for (Types.NestedField column : schema.columns()) {
            if (random.nextInt(3) == 0) {
                String mode = List.of("none", "counts", "truncate(3)", "full").get(random.nextInt(4));
                properties.put("write.metadata.metrics.column." + column.name(), mode);
            }
        }
        if (random.nextInt(4) == 0) {
            String column = schema.columns().get(0).name();
            properties.put("write.parquet.stats-enabled.column." + column, "false");
        }
        return properties;
    }

    private static void values(Path ours, Path standard, Schema schema, List<RowData> rows) throws Exception {
        List<Object> truth = new ArrayList<>();
        var type = org.apache.iceberg.flink.FlinkSchemaUtil.convert(schema);
        rows.forEach(row -> truth.add(ParquetFiles.plain(row, type)));
        assertThat(ParquetFiles.rows(ours, schema)).isEqualTo(truth);
        assertThat(ParquetFiles.groups(ours)).isEqualTo(ParquetFiles.groups(standard));
        assertThat(ParquetFiles.records(ours, schema)).isEqualTo(ParquetFiles.records(standard, schema));
    }

    /** DuckDB reads no files with Hadoop's LZ4. */
    private static List<String> byDuckDb(Path file) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = duckdb.createStatement();
                ResultSet results = statement.executeQuery("SELECT t::VARCHAR FROM read_parquet('" + file + "') t")) {
            while (results.next()) {
                rows.add(results.getString(1));
            }
        }
        return rows;
    }

    private static void footers(ParquetMetadata ours, ParquetMetadata standard) {
        assertThat(ours.getFileMetaData().getSchema())
                .isEqualTo(standard.getFileMetaData().getSchema());
        assertThat(ours.getFileMetaData().getKeyValueMetaData())
                .isEqualTo(standard.getFileMetaData().getKeyValueMetaData());
        assertThat(ours.getFileMetaData().getCreatedBy())
                .isEqualTo(standard.getFileMetaData().getCreatedBy());
        if (ours.getBlocks().size() > 1 || standard.getBlocks().size() > 1) {
            return;
        }
        BlockMetaData one = ours.getBlocks().get(0);
        BlockMetaData other = standard.getBlocks().get(0);
        assertThat(one.getRowCount()).isEqualTo(other.getRowCount());
        for (int i = 0; i < one.getColumns().size(); i++) {
            var column = one.getColumns().get(i);
            var twin = other.getColumns().get(i);
            assertThat(column.getStatistics())
                    .as("bounds of %s", column.getPath())
                    .isEqualTo(twin.getStatistics());
            assertThat(column.getValueCount()).isEqualTo(twin.getValueCount());
            assertThat(column.getCodec()).isEqualTo(twin.getCodec());
            assertThat(column.getSizeStatistics().getDefinitionLevelHistogram())
                    .isEqualTo(twin.getSizeStatistics().getDefinitionLevelHistogram());
            assertThat(column.getSizeStatistics().getUnencodedByteArrayDataBytes())
                    .isEqualTo(twin.getSizeStatistics().getUnencodedByteArrayDataBytes());
        }
    }

    /**
     * Iceberg's writer counts no null of a float whose struct is null, so that a search for nulls would pass over the
     * file. There the footer tells the truth.
     */
    private static void metrics(
            ParquetFiles.Written ours, ParquetFiles.Written standard, Schema schema, MetricsConfig config)
            throws Exception {
        Metrics one = ours.metrics();
        Metrics other = standard.metrics();
        assertThat(one.recordCount()).isEqualTo(other.recordCount());
        boolean whole = ours.hasOneRowGroup() && standard.hasOneRowGroup();
        assertThat(bounds(one.lowerBounds(), schema, whole)).isEqualTo(bounds(other.lowerBounds(), schema, whole));
        assertThat(bounds(one.upperBounds(), schema, whole)).isEqualTo(bounds(other.upperBounds(), schema, whole));
        assertThat(one.nanValueCounts()).isEqualTo(other.nanValueCounts());
        assertThat(one.columnSizes().keySet()).isEqualTo(other.columnSizes().keySet());
        Set<Integer> inside = floatsInside(schema);
        Metrics footer = ParquetUtil.footerMetrics(
                ParquetFiles.footer(standard.path()), java.util.stream.Stream.empty(), config);
        for (int id : one.valueCounts().keySet()) {
            boolean truer = inside.contains(id) && footer.valueCounts().containsKey(id);
            Metrics truth = truer ? footer : other;
            assertThat(one.valueCounts().get(id)).isEqualTo(truth.valueCounts().get(id));
            assertThat(one.nullValueCounts().get(id))
                    .as("nulls of %d", id)
                    .isEqualTo(truth.nullValueCounts().get(id));
        }
        assertThat(one.valueCounts().keySet()).isEqualTo(other.valueCounts().keySet());
    }

    /**
     * Bounds by name. Those of UUIDs only if both files have one row group: Iceberg finds the least of several with the
     * order of Java's UUIDs, which is not that of their bytes, so it hangs on where row groups end.
     */
    private static Map<String, Object> bounds(Map<Integer, ByteBuffer> bytes, Schema schema, boolean whole) {
        Map<String, Object> bounds = new TreeMap<>();
        bytes.forEach((id, bound) -> {
            Type type = schema.findType(id);
            if (whole || type.typeId() != TypeID.UUID) {
                bounds.put(schema.findColumnName(id), Conversions.fromByteBuffer(type, bound));
            }
        });
        return bounds;
    }

    private static Set<Integer> floatsInside(Schema schema) {
        Set<Integer> ids = new HashSet<>();
        Set<Integer> top = new HashSet<>();
        schema.columns().forEach(field -> top.add(field.fieldId()));
        for (Map.Entry<Integer, Types.NestedField> each :
                TypeUtil.indexById(schema.asStruct()).entrySet()) {
            TypeID type = each.getValue().type().typeId();
            if ((type == TypeID.FLOAT || type == TypeID.DOUBLE) && !top.contains(each.getKey())) {
                ids.add(each.getKey());
            }
        }
        return ids;
    }
}
