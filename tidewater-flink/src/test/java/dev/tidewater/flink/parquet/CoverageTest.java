package dev.tidewater.flink.parquet;

import static org.apache.iceberg.types.Types.NestedField.optional;
import static org.apache.iceberg.types.Types.NestedField.required;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;

class CoverageTest {
    private static final Schema PLAIN = new Schema(required(1, "n", Types.LongType.get()));

    @Test
    void coversTablesAsIcebergMakesThem() {
        assertThat(ColumnarParquet.notCovered(PLAIN, Map.of())).isEmpty();
        assertThat(ColumnarParquet.notCovered(
                        PLAIN,
                        Map.of(
                                "write.parquet.compression-codec", "ZSTD",
                                "write.parquet.bloom-filter-enabled.column.n", "false",
                                "write.parquet.bloom-filter-max-bytes", "1000",
                                "write.parquet.page-version", "v1")))
                .isEmpty();
    }

    @Test
    void saysWhatItDoesNotCover() {
        assertReason(
                "a column has a bloom filter (write.parquet.bloom-filter-enabled.column.n)",
                "write.parquet.bloom-filter-enabled.column.n",
                "true");
        assertReason("its files are encrypted (encryption.key-id)", "encryption.key-id", "key");
        assertReason(
                "pages are of another version (write.parquet.page-version=v2)", "write.parquet.page-version", "v2");
        assertReason("its codec is BROTLI", "write.parquet.compression-codec", "brotli");
        assertReason(
                "table property write.parquet.compression-codec is \"zip\", no codec of Parquet",
                "write.parquet.compression-codec",
                "zip");
        assertReason(
                "table property write.parquet.page-size-bytes is \"1 MB\", not a number",
                "write.parquet.page-size-bytes",
                "1 MB");
        assertReason(
                "table property write.parquet.page-row-limit is 0, it must be more than 0",
                "write.parquet.page-row-limit",
                "0");
        assertReason(
                "write.parquet.row-group-check-max-record-count is 10, less than"
                        + " write.parquet.row-group-check-min-record-count, 100",
                "write.parquet.row-group-check-max-record-count",
                "10");
    }

    @Test
    void namesTheColumnOfATypeThatItDoesNotCover() {
        assertThat(inside(Types.VariantType.get())).contains("column s.list.element is of type variant");
        assertThat(inside(Types.UnknownType.get())).contains("column s.list.element is of type unknown");
        assertThat(inside(Types.StructType.of())).contains("column s.list.element has no fields");
        assertThat(inside(Types.TimestampNanoType.withZone())).isEmpty();
    }

    private static java.util.Optional<String> inside(Type type) {
        Types.ListType list = Types.ListType.ofOptional(3, type);
        return ColumnarParquet.notCovered(
                new Schema(optional(1, "s", Types.StructType.of(optional(2, "list", list)))), Map.of());
    }

    private static void assertReason(String reason, String property, String value) {
        assertThat(ColumnarParquet.notCovered(PLAIN, Map.of(property, value))).contains(reason);
    }
}
