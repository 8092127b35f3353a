package dev.tidewater.flink.parquet;

import static org.apache.iceberg.TableProperties.PARQUET_COLUMN_STATS_ENABLED_PREFIX;
import static org.apache.iceberg.TableProperties.PARQUET_COMPRESSION;
import static org.apache.iceberg.TableProperties.PARQUET_COMPRESSION_DEFAULT;
import static org.apache.iceberg.TableProperties.PARQUET_COMPRESSION_LEVEL;
import static org.apache.iceberg.TableProperties.PARQUET_DICT_SIZE_BYTES;
import static org.apache.iceberg.TableProperties.PARQUET_DICT_SIZE_BYTES_DEFAULT;
import static org.apache.iceberg.TableProperties.PARQUET_PAGE_ROW_LIMIT;
import static org.apache.iceberg.TableProperties.PARQUET_PAGE_ROW_LIMIT_DEFAULT;
import static org.apache.iceberg.TableProperties.PARQUET_PAGE_SIZE_BYTES;
import static org.apache.iceberg.TableProperties.PARQUET_PAGE_SIZE_BYTES_DEFAULT;
import static org.apache.iceberg.TableProperties.PARQUET_ROW_GROUP_CHECK_MAX_RECORD_COUNT;
import static org.apache.iceberg.TableProperties.PARQUET_ROW_GROUP_CHECK_MAX_RECORD_COUNT_DEFAULT;
import static org.apache.iceberg.TableProperties.PARQUET_ROW_GROUP_CHECK_MIN_RECORD_COUNT;
import static org.apache.iceberg.TableProperties.PARQUET_ROW_GROUP_CHECK_MIN_RECORD_COUNT_DEFAULT;
import static org.apache.iceberg.TableProperties.PARQUET_ROW_GROUP_SIZE_BYTES;
import static org.apache.iceberg.TableProperties.PARQUET_ROW_GROUP_SIZE_BYTES_DEFAULT;

import dev.tidewater.flink.parquet.columns.ColumnSettings;
import dev.tidewater.flink.parquet.columns.ColumnSettings.Statistics;
import dev.tidewater.flink.parquet.columns.PageCompressor;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.Schema;
import org.apache.iceberg.parquet.ParquetCodecFactory;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.ParquetOutputFormat;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.iceberg.util.PropertyUtil;
import org.jspecify.annotations.Nullable;

/**
 * What a table's properties say about its Parquet files. Names, defaults and limits are those of Iceberg's own writer
 * (Parquet.WriteBuilder of 1.11), also for the few settings of Parquet itself that it lets through.
 */
record TableSettings(
        long rowGroupBytes,
        int leastRowsToCheck,
        int mostRowsToCheck,
        int pageBytes,
        int pageRows,
        int dictionaryBytes,
        CompressionCodecName codec,
        @Nullable Integer zstdLevel,
        int boundsInIndex,
        Map<String, String> properties) {
    private static final String BOUNDS_IN_INDEX = "parquet.columnindex.truncate.length";
    private static final int DEFAULT_BOUNDS_IN_INDEX = 64;
    private static final String ZSTD_LEVEL = "parquet.compression.codec.zstd.level";
    private static final String OLD_ZSTD_LEVEL = "io.compression.codec.zstd.level";

    /** @throws IllegalArgumentException if a property has a value that cannot be */
    static TableSettings of(Map<String, String> properties) {
        int least = positive(
                properties, PARQUET_ROW_GROUP_CHECK_MIN_RECORD_COUNT, PARQUET_ROW_GROUP_CHECK_MIN_RECORD_COUNT_DEFAULT);
        int most = positive(
                properties, PARQUET_ROW_GROUP_CHECK_MAX_RECORD_COUNT, PARQUET_ROW_GROUP_CHECK_MAX_RECORD_COUNT_DEFAULT);
        if (most < least) {
            throw new IllegalArgumentException(PARQUET_ROW_GROUP_CHECK_MAX_RECORD_COUNT + " is " + most + ", less than "
                    + PARQUET_ROW_GROUP_CHECK_MIN_RECORD_COUNT + ", " + least);
        }
        int dictionary = positive(properties, PARQUET_DICT_SIZE_BYTES, PARQUET_DICT_SIZE_BYTES_DEFAULT);
        boolean dictionaries = PropertyUtil.propertyAsBoolean(properties, ParquetOutputFormat.ENABLE_DICTIONARY, true);
        return new TableSettings(
                positive(properties, PARQUET_ROW_GROUP_SIZE_BYTES, PARQUET_ROW_GROUP_SIZE_BYTES_DEFAULT),
                least,
                most,
                positive(properties, PARQUET_PAGE_SIZE_BYTES, PARQUET_PAGE_SIZE_BYTES_DEFAULT),
                positive(properties, PARQUET_PAGE_ROW_LIMIT, PARQUET_PAGE_ROW_LIMIT_DEFAULT),
                dictionaries ? dictionary : 0,
                codec(properties.getOrDefault(PARQUET_COMPRESSION, PARQUET_COMPRESSION_DEFAULT)),
                zstdLevel(properties),
                positive(properties, BOUNDS_IN_INDEX, DEFAULT_BOUNDS_IN_INDEX),
                Map.copyOf(properties));
    }

    private static int positive(Map<String, String> properties, String name, int otherwise) {
        String text = properties.get(name);
        int value;
        try {
            value = text == null ? otherwise : Integer.parseInt(text.trim());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("table property " + name + " is \"" + text + "\", not a number", e);
        }
        if (value <= 0) {
            throw new IllegalArgumentException("table property " + name + " is " + value + ", it must be more than 0");
        }
        return value;
    }

    private static CompressionCodecName codec(String name) {
        try {
            return CompressionCodecName.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "table property " + PARQUET_COMPRESSION + " is \"" + name + "\", no codec of Parquet", e);
        }
    }

    private static @Nullable Integer zstdLevel(Map<String, String> properties) {
        for (String name : new String[] {PARQUET_COMPRESSION_LEVEL, ZSTD_LEVEL, OLD_ZSTD_LEVEL}) {
            String level = properties.get(name);
            if (level != null) {
                try {
                    return Integer.valueOf(level.trim());
                } catch (NumberFormatException e) {
                    throw new IllegalArgumentException(
                            "table property " + name + " is \"" + level + "\", not a number", e);
                }
            }
        }
        return null;
    }

    ColumnSettings column(ColumnDescriptor column, Schema schema) {
        String name = schema.findColumnName(column.getPrimitiveType().getId().intValue());
        String kept = properties.get(PARQUET_COLUMN_STATS_ENABLED_PREFIX + name);
        Statistics statistics = kept == null || Boolean.parseBoolean(kept) ? Statistics.KEPT : Statistics.NONE;
        return new ColumnSettings(pageBytes, pageRows, dictionaryBytes, leastRowsToCheck, statistics);
    }

    PageCompressor compressor() {
        return switch (codec) {
            case ZSTD -> PageCompressor.zstd(zstdLevel);
            case UNCOMPRESSED -> PageCompressor.none();
            default -> PageCompressor.by(new ParquetCodecFactory(hadoop(), pageBytes).getCompressor(codec));
        };
    }

    /** Parquet's compressors take their level from Hadoop's configuration. */
    private Configuration hadoop() {
        Configuration configuration = new Configuration(false);
        properties.forEach(configuration::set);
        String level = properties.get(PARQUET_COMPRESSION_LEVEL);
        if (level != null && codec == CompressionCodecName.GZIP) {
            configuration.set("zlib.compress.level", level);
        }
        return configuration;
    }
}
