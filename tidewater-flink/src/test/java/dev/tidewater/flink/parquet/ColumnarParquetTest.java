package dev.tidewater.flink.parquet;

import static org.apache.iceberg.types.Types.NestedField.optional;
import static org.apache.iceberg.types.Types.NestedField.required;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.iceberg.Schema;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.apache.iceberg.shaded.org.apache.parquet.column.EncodingStats;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values and sizes that are rare in random data. Where nothing else is said, Iceberg's own writer is the truth. */
class ColumnarParquetTest {
    private static final Map<String, String> ZSTD = Map.of("write.parquet.compression-codec", "zstd");
    private static final Schema TEXT = new Schema(optional(1, "text", Types.StringType.get()));

    @TempDir
    private Path folder;

    @Test
    void startsToIndexAColumnThatHadOnlyNullsForPages() throws IOException {
        var file = same(TEXT, 50_000, i -> row(i < 45_000 ? null : text("word " + i % 7)));

        assertThat(encodings(file).hasDictionaryEncodedPages()).isTrue();
        assertThat(file.metrics().nullValueCounts()).containsEntry(1, 45_000L);
        same(TEXT, 100, i -> row((Object) null));
    }

    @Test
    void leavesNaNsOutOfBoundsAndKeepsTheSignOfZero() throws IOException {
        Schema schema = new Schema(
                optional(1, "double", Types.DoubleType.get()),
                optional(2, "float", Types.FloatType.get()),
                optional(3, "nan", Types.DoubleType.get()));
        double[] values = {0.0, Double.NaN, -0.0, 0.0, Double.NaN};

        var file = same(schema, 5, i -> row(values[i], (float) -values[i], Double.NaN));

        assertThat(bound(file.metrics().lowerBounds(), 1, Types.DoubleType.get()))
                .isEqualTo(-0.0);
        assertThat(bound(file.metrics().upperBounds(), 1, Types.DoubleType.get()))
                .isEqualTo(0.0);
        assertThat(file.metrics().nanValueCounts()).isEqualTo(Map.of(1, 2L, 2, 2L, 3, 5L));
        assertThat(file.metrics().lowerBounds()).doesNotContainKey(3);
    }

    @Test
    void writesTextsOfMegabytesPageByPage() throws IOException {
        var file = same(TEXT, 9, i -> row(text((char) ('a' + i) + "bcdefgh".repeat(300_000))));

        assertThat(bound(file.metrics().lowerBounds(), 1, Types.StringType.get()))
                .hasToString("abcdefghbcdefghb");
        assertThat(bound(file.metrics().upperBounds(), 1, Types.StringType.get()))
                .hasToString("ibcdefghbcdefghc");
        PageStatistics.check(file.path(), 64, 20_000);
    }

    @Test
    void givesADictionaryUpInTheMiddleOfAChunk() throws IOException {
        Map<String, String> properties =
                Map.of("write.parquet.dict-size-bytes", "50000", "write.parquet.compression-codec", "zstd");

        var file = same(
                TEXT, 70_000, properties, i -> row(text(i < 50_000 ? "word " + i % 50 : "a text never seen " + i)));

        assertThat(encodings(file).hasDictionaryEncodedPages()).isTrue();
        assertThat(encodings(file).hasNonDictionaryEncodedPages()).isTrue();
        PageStatistics.check(file.path(), 64, 20_000);
    }

    @Test
    void hasDictionariesWhereValuesRepeat() throws IOException {
        Schema schema = new Schema(
                required(1, "unique", Types.LongType.get()),
                required(2, "few", Types.LongType.get()),
                required(3, "flag", Types.BooleanType.get()));

        var file = same(schema, 30_000, i -> row(i * 7919L, i % 300L, i % 3 == 0));

        List<ColumnChunkMetaData> columns = blocks(file).get(0).getColumns();
        assertThat(columns.get(0).hasDictionaryPage()).isFalse();
        assertThat(columns.get(1).hasDictionaryPage()).isTrue();
        assertThat(columns.get(1).getEncodingStats().hasNonDictionaryEncodedPages())
                .isFalse();
    }

    @Test
    void beginsPagesWithRowsHoweverLongTheirListsAre() throws IOException {
        Schema schema = new Schema(
                optional(1, "lists", Types.ListType.ofOptional(2, Types.ListType.ofOptional(3, Types.LongType.get()))));
        Map<String, String> properties =
                Map.of("write.parquet.page-row-limit", "3", "write.parquet.compression-codec", "zstd");

        var file = same(schema, 100, properties, i -> {
            Object[] outer = new Object[i % 11];
            for (int j = 0; j < outer.length; j++) {
                Object[] inner = new Object[i * j % 400];
                java.util.Arrays.setAll(inner, k -> k % 5 == 0 ? null : (Object) (long) k);
                outer[j] = j == 4 ? null : new GenericArrayData(inner);
            }
            return row(i % 13 == 0 ? null : new GenericArrayData(outer));
        });

        PageStatistics.check(file.path(), 64, 3);
    }

    @Test
    void splitsIntoRowGroupsOfTheSizeAsked() throws IOException {
        Map<String, String> properties = Map.of(
                "write.parquet.row-group-size-bytes", "20000", "write.parquet.compression-codec", "uncompressed");

        var file = same(TEXT, 3_000, properties, i -> row(text("a text never seen " + i)));

        List<BlockMetaData> blocks = blocks(file);
        assertThat(blocks).hasSizeBetween(3, 8);
        assertThat(file.splits())
                .containsExactlyElementsOf(
                        blocks.stream().map(BlockMetaData::getStartingPos).toList());
    }

    @Test
    void cutsBoundsBetweenCharacters() throws IOException {
        String fish = "\ud83d\udc1f".repeat(20);
        String last = "\udbff\udfff".repeat(20);

        var file = same(
                TEXT, 3, i -> row(text(List.of(fish, "\ud83d\udc1f", fish + "x").get(i))));
        var beyond = same(TEXT, 2, i -> row(text(i == 0 ? last : "a")));

        String cut = "\ud83d\udc1f".repeat(15) + "\ud83d\udc20";
        assertThat(bound(file.metrics().upperBounds(), 1, Types.StringType.get()))
                .hasToString(cut);
        assertThat(beyond.metrics().upperBounds()).isNotNull();
    }

    @Test
    void keepsDecimalsOfEveryWidth() throws IOException {
        Schema schema = new Schema(
                optional(1, "nine", Types.DecimalType.of(9, 2)),
                optional(2, "eighteen", Types.DecimalType.of(18, 0)),
                optional(3, "nineteen", Types.DecimalType.of(19, 19)),
                optional(4, "most", Types.DecimalType.of(38, 5)));
        String[] numbers = {"9999999.99", "-9999999.99", "0", "-0.01", "0.01", "-1", "1.28", "2.55", "-1.28", "2.56"};

        var file = same(schema, numbers.length, i -> {
            BigDecimal number = new BigDecimal(numbers[i]);
            return row(
                    DecimalData.fromBigDecimal(number.setScale(2), 9, 2),
                    DecimalData.fromBigDecimal(number.movePointRight(2).setScale(0), 18, 0),
                    DecimalData.fromBigDecimal(number.movePointLeft(8).setScale(19), 19, 19),
                    DecimalData.fromBigDecimal(
                            number.multiply(BigDecimal.TEN.pow(20)).setScale(5), 38, 5));
        });

        assertThat(bound(file.metrics().lowerBounds(), 4, Types.DecimalType.of(38, 5)))
                .isEqualTo(new BigDecimal("-999999999000000000000000000.00000"));
        assertThat(bound(file.metrics().upperBounds(), 3, Types.DecimalType.of(19, 19)))
                .isEqualTo(new BigDecimal("0.0999999999000000000"));
    }

    @Test
    void keepsTimesBefore1970() throws IOException {
        Schema schema = new Schema(
                required(1, "day", Types.DateType.get()),
                required(2, "at", Types.TimestampType.withoutZone()),
                required(3, "nanos", Types.TimestampNanoType.withZone()),
                required(4, "time", Types.TimeType.get()));

        var file = same(
                schema,
                4,
                i -> row(
                        -i,
                        TimestampData.fromEpochMillis(-i, 999_000),
                        TimestampData.fromEpochMillis(-1000L * i, 999_999),
                        86_399_999 - i));

        assertThat(bound(file.metrics().lowerBounds(), 2, Types.TimestampType.withoutZone()))
                .isEqualTo(-2001L);
        assertThat(bound(file.metrics().upperBounds(), 4, Types.TimeType.get())).isEqualTo(86_399_999_000L);
    }

    @Test
    void copiesWhatItTakesFromRowsThatAreUsedAgain() throws IOException {
        Schema schema =
                new Schema(required(1, "text", Types.StringType.get()), required(2, "bytes", Types.BinaryType.get()));
        byte[] bytes = new byte[4];
        byte[] letters = "aaaa".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        GenericRowData row = GenericRowData.of(StringData.fromBytes(letters), bytes);
        Path path = folder.resolve("reused.parquet");
        try (var appender = open(path, schema, ZSTD)) {
            for (int i = 0; i < 3000; i++) {
                letters[3] = (byte) ('a' + i % 20);
                bytes[0] = (byte) i;
                appender.add(row);
            }
        }

        List<Object> rows = ParquetFiles.rows(path, schema);
        assertThat(rows).hasSize(3000);
        assertThat(rows.get(1234)).isEqualTo(List.of(text("aaao"), "d2000000"));
    }

    @Test
    void tellsALengthThatRollsFilesInTime() throws IOException {
        Path path = folder.resolve("length.parquet");
        var appender = open(path, TEXT, ZSTD);
        assertThat(appender.length()).isZero();
        long before = 0;
        for (int i = 0; i < 200_000; i++) {
            appender.add(row(text("a text never seen " + i * 7919L % 1_000_003)));
            if (i % 50_000 == 49_999) {
                assertThat(appender.length()).isGreaterThan(before);
                before = appender.length();
            }
        }
        appender.close();

        assertThat(appender.length()).isEqualTo(Files.size(path));
        assertThat((double) before / appender.length()).isBetween(0.9, 1.1);
    }

    @Test
    void setsTheZstdLevelThatTheTableAsksFor() throws IOException {
        List<RowData> rows = rows(40_000, i -> row(text("order " + i % 1000 + " of user " + i * 31L % 4001)));
        long fast = Files.size(
                ParquetFiles.ours(folder.resolve("1"), TEXT, rows, level("1")).path());
        long strong = Files.size(
                ParquetFiles.ours(folder.resolve("19"), TEXT, rows, level("19")).path());

        assertThat(strong).isLessThan(fast);
    }

    @Test
    void saysWhichColumnAndRowsDoNotFit() {
        Schema schema = new Schema(required(1, "n", Types.LongType.get()));
        assertThatThrownBy(() -> ColumnarParquet.open(
                        org.apache.iceberg.Files.localOutput(folder.resolve("x").toFile()),
                        schema,
                        FlinkSchemaUtil.convert(TEXT),
                        ZSTD,
                        org.apache.iceberg.MetricsConfig.getDefault(),
                        new ColumnarMemory(1)))
                .hasMessage("field 1 of rows is \"text\", that of the table \"n\"");
        assertThatThrownBy(() -> ColumnarParquet.open(
                        org.apache.iceberg.Files.localOutput(folder.resolve("x").toFile()),
                        schema,
                        FlinkSchemaUtil.convert(new Schema(required(1, "n", Types.StringType.get()))),
                        ZSTD,
                        org.apache.iceberg.MetricsConfig.getDefault(),
                        new ColumnarMemory(1)))
                .hasMessageContaining("column n is \"required int64 n = 1\" in the file and ");
    }

    private static Map<String, String> level(String level) {
        return Map.of("write.parquet.compression-codec", "zstd", "write.parquet.compression-level", level);
    }

    private org.apache.iceberg.io.FileAppender<RowData> open(Path path, Schema schema, Map<String, String> properties) {
        return ColumnarParquet.open(
                org.apache.iceberg.Files.localOutput(path.toFile()),
                schema,
                FlinkSchemaUtil.convert(schema),
                properties,
                org.apache.iceberg.MetricsConfig.getDefault(),
                new ColumnarMemory(1L << 30));
    }

    private ParquetFiles.Written same(Schema schema, int count, IntFunction<RowData> row) throws IOException {
        return same(schema, count, ZSTD, row);
    }

    /** Writes the rows both ways, and returns our file when what Iceberg is told and what it reads are the same. */
    private ParquetFiles.Written same(
            Schema schema, int count, Map<String, String> properties, IntFunction<RowData> row) throws IOException {
        List<RowData> rows = rows(count, row);
        var ours = ParquetFiles.ours(folder.resolve("ours.parquet"), schema, rows, properties);
        var standard = ParquetFiles.standard(folder.resolve("standard.parquet"), schema, rows, properties);
        assertThat(ParquetFiles.rows(ours.path(), schema)).isEqualTo(ParquetFiles.rows(standard.path(), schema));
        assertThat(ours.metrics().lowerBounds()).isEqualTo(standard.metrics().lowerBounds());
        assertThat(ours.metrics().upperBounds()).isEqualTo(standard.metrics().upperBounds());
        assertThat(ours.metrics().nullValueCounts())
                .isEqualTo(standard.metrics().nullValueCounts());
        assertThat(ours.metrics().nanValueCounts()).isEqualTo(standard.metrics().nanValueCounts());
        return ours;
    }

    private static List<RowData> rows(int count, IntFunction<RowData> row) {
        List<RowData> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(row.apply(i));
        }
        return rows;
    }

    private static RowData row(@Nullable Object... fields) {
        return GenericRowData.of(fields);
    }

    private static StringData text(String text) {
        return StringData.fromString(text);
    }

    private static Object bound(Map<Integer, ByteBuffer> bounds, int id, Type type) {
        return Conversions.fromByteBuffer(type, bounds.get(id));
    }

    private static List<BlockMetaData> blocks(ParquetFiles.Written file) throws IOException {
        return ParquetFiles.footer(file.path()).getBlocks();
    }

    private static EncodingStats encodings(ParquetFiles.Written file) throws IOException {
        return blocks(file).get(0).getColumns().get(0).getEncodingStats();
    }
}
